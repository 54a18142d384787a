package dev.instar.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random schedules over tables, advisory locks, rows and savepoints: on the engine and on a real
 * PostgreSQL 17 every statement comes to the same, waiting for the same sessions.
 *
 * <p>Where a statement closes a ring, its session is told beforehand to look for deadlocks at once,
 * and the others only after an hour: so it is certain on both who looks. Of several rings that it
 * closes either server may name another: PostgreSQL looks at holders of weak table locks in an
 * order that is not that of their requests. So what is named must be a ring, and no more.
 */
class RandomLockScheduleTest {
  private static final int SESSIONS = 4;
  private static final int STEPS = Integer.getInteger("instar.locks.steps", 300);
  private static final Pattern EDGE =
      Pattern.compile("Process (\\d) waits for [^;]*; blocked by process (\\d)\\.(?: |$)?");
  private static final Pattern EDGES = Pattern.compile("(?:" + EDGE + ")+");
  private static final String[] LEVELS = {
    "access share",
    "row share",
    "row exclusive",
    "share update exclusive",
    "share",
    "share row exclusive",
    "exclusive",
    "access exclusive"
  };

  @Test
  void everyStatementComesToTheSameAsOnPostgres() throws SQLException {
    long seed = Long.getLong("instar.seed", System.nanoTime());
    System.out.println("RandomLockScheduleTest: -Dinstar.seed=" + seed);
    Random random = new Random(seed);
    try (EngineSessions engine = new EngineSessions(SESSIONS);
        PostgresSessions postgres = new PostgresSessions(SESSIONS)) {
      Set<Integer> waitingHere = new TreeSet<>();
      Set<Integer> waitingThere = new TreeSet<>();
      Schedule schedule = new Schedule(random);
      List<String> ours = new ArrayList<>();
      List<String> theirs = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        int session = schedule.session(waitingHere);
        String statement = schedule.statement(session);
        boolean mayClose = waitingHere.size() > 0;
        if (mayClose && !statement.contains("roll") && !statement.contains("commit")) {
          run(engine, session, "set deadlock_timeout = 1", waitingHere);
          run(postgres, session, "set deadlock_timeout = 1", waitingThere);
        }
        String here = run(engine, session, statement, waitingHere);
        String there = run(postgres, session, statement, waitingThere);
        schedule.failed(session, here);
        ours.add(
            LockScript.normalized(List.of(session + ": " + statement + " -> " + here), Map.of())
                .getFirst());
        theirs.add(
            LockScript.normalized(
                    List.of(session + ": " + statement + " -> " + there), postgres.numbersByPid())
                .getFirst());
        assertThat(withoutRings(ours.getLast()))
            .as("seed %d after %s", seed, ours)
            .isEqualTo(withoutRings(theirs.getLast()));
        if (mayClose && !waitingHere.contains(session) && !here.startsWith("25P02")) {
          run(engine, session, "set deadlock_timeout = 3600000", waitingHere);
          run(postgres, session, "set deadlock_timeout = 3600000", waitingThere);
        }
      }
      assertThat(ours).anyMatch(line -> line.contains("waits for"));
      System.out.printf(
          Locale.ROOT,
          "RandomLockScheduleTest: %d statements, %d waited, %d deadlocks%n",
          ours.size(),
          ours.stream().filter(line -> line.contains("waits for ")).count(),
          ours.stream().filter(line -> line.contains("40P01")).count());
    }
  }

  private static String withoutRings(String outcome) {
    return EDGES
        .matcher(outcome)
        .replaceAll(
            edges -> {
              Matcher edge = EDGE.matcher(edges.group());
              assertThat(edge.find()).isTrue();
              String first = edge.group(1);
              String blocker = edge.group(2);
              while (edge.find()) {
                assertThat(edge.group(1)).as(outcome).isEqualTo(blocker);
                blocker = edge.group(2);
              }
              assertThat(blocker).as(outcome).isEqualTo(first);
              return "a ring through " + first;
            });
  }

  private static String run(
      LockSessions sessions, int session, String statement, Set<Integer> waiting) {
    return LockScript.step(sessions, session, statement, waiting);
  }

  /** Which session does what next. */
  private static final class Schedule {
    private final Random random;
    private final int[] savepoints = new int[SESSIONS + 1];
    private final boolean[] failed = new boolean[SESSIONS + 1];

    Schedule(Random random) {
      this.random = random;
    }

    int session(Set<Integer> waiting) {
      while (true) {
        int session = 1 + random.nextInt(SESSIONS);
        if (!waiting.contains(session)) {
          return session;
        }
      }
    }

    void failed(int session, String outcome) {
      failed[session] |= outcome.startsWith("40P01") || outcome.startsWith("55P03");
    }

    String statement(int session) {
      if (failed[session]) {
        failed[session] = false;
        return savepoints[session] > 0 ? "rollback to a" : end(session);
      }
      return switch (random.nextInt(12)) {
        case 0, 1, 2, 3 ->
            "lock table %s in %s mode%s"
                .formatted(
                    random.nextBoolean() ? "t" : "u",
                    LEVELS[random.nextInt(LEVELS.length)],
                    random.nextInt(6) == 0 ? " nowait" : "");
        case 4, 5 ->
            "select from r where id = %d for %s%s"
                .formatted(
                    1 + random.nextInt(2),
                    List.of(RowLockMode.values())
                        .get(random.nextInt(4))
                        .sql()
                        .toLowerCase(Locale.ROOT),
                    switch (random.nextInt(6)) {
                      case 0 -> " nowait";
                      case 1 -> " skip locked";
                      default -> "";
                    });
        case 6 ->
            "select pg_advisory_xact_lock%s(%d)"
                .formatted(random.nextBoolean() ? "_shared" : "", random.nextInt(2));
        case 7 -> {
          if (savepoints[session] > 2) {
            yield end(session);
          }
          savepoints[session]++;
          yield "savepoint a";
        }
        case 8 -> savepoints[session] > 0 ? "rollback to a" : end(session);
        // Released into another savepoint, it would be let go with that one, and no sooner than the
        // whole transaction on PostgreSQL: there waiters go over to the transaction.
        case 9 -> {
          if (savepoints[session] != 1) {
            yield end(session);
          }
          savepoints[session]--;
          yield "release a";
        }
        default -> end(session);
      };
    }

    private String end(int session) {
      savepoints[session] = 0;
      return random.nextBoolean() ? "commit" : "rollback";
    }
  }
}
