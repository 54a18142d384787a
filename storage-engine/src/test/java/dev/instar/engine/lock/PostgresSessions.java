package dev.instar.engine.lock;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Sessions on a real PostgreSQL 17. That one waits is read from pg_locks: a session is at rest when
 * it has waited for the same thing in two looks, and for longer than any small timeout it has set.
 */
final class PostgresSessions implements LockSessions {
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final SharedDatabase database;
  private final Connection onlooker;
  private final List<PostgresSession> sessions = new ArrayList<>();

  PostgresSessions(int count) throws SQLException {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    database = server.createDatabase();
    onlooker = server.connect(database.name());
    try (Statement statement = onlooker.createStatement()) {
      statement.execute("CREATE TABLE t (); CREATE TABLE u ()");
      statement.execute("CREATE TABLE r (id int PRIMARY KEY, v int)");
      statement.execute("INSERT INTO r SELECT i, 0 FROM generate_series(1, 5) i");
    }
    for (int number = 1; number <= count; number++) {
      sessions.add(new PostgresSession(server.connect(database.name())));
    }
  }

  @Override
  public void submit(int session, String statement) {
    sessions.get(session - 1).submit(statement);
  }

  @Override
  public void settle() {
    try {
      long end = System.nanoTime() + HANG_NANOS;
      Map<Integer, String> before = Map.of();
      while (true) {
        // First who is idle, then who waits: what an idle one let go of is granted by then.
        Set<Integer> idle =
            sessions.stream()
                .filter(PostgresSession::isIdle)
                .map(PostgresSession::pid)
                .collect(Collectors.toSet());
        Map<Integer, String> waits = waits();
        Map<Integer, String> seen = before;
        boolean quiet =
            sessions.stream()
                .allMatch(
                    session ->
                        idle.contains(session.pid())
                            || (waits.containsKey(session.pid())
                                && waits.get(session.pid()).equals(seen.get(session.pid()))));
        if (quiet) {
          return;
        }
        if (System.nanoTime() > end) {
          throw new AssertionError("PostgreSQL's sessions do not come to rest: " + waits);
        }
        before = waits;
        Thread.sleep(2);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** By process: what it waits for since when, once that is long enough for its timeouts. */
  private Map<Integer, String> waits() throws SQLException {
    Map<Integer, String> waits = new HashMap<>();
    try (Statement statement = onlooker.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT pid, waitstart::text || locktype || mode,"
                    + " clock_timestamp() - waitstart > interval '150 ms'"
                    + " FROM pg_locks WHERE NOT granted")) {
      while (result.next()) {
        int pid = result.getInt(1);
        boolean hurried =
            sessions.stream().anyMatch(session -> session.pid() == pid && session.isHurried());
        if (result.getString(2) != null && (result.getBoolean(3) || !hurried)) {
          waits.put(pid, result.getString(2));
        }
      }
    }
    return waits;
  }

  @Override
  public Optional<String> outcome(int session) {
    return sessions.get(session - 1).outcome();
  }

  @Override
  public List<Integer> blockers(int session) {
    try (Statement statement = onlooker.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT pg_blocking_pids(" + sessions.get(session - 1).pid() + ")")) {
      result.next();
      Array array = result.getArray(1);
      return Arrays.stream((Integer[]) array.getArray()).map(this::number).sorted().toList();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Server processes, by session: for texts in which the server names them. */
  Map<Integer, Integer> numbersByPid() {
    Map<Integer, Integer> numbers = new HashMap<>();
    for (int i = 0; i < sessions.size(); i++) {
      numbers.put(sessions.get(i).pid(), i + 1);
    }
    return numbers;
  }

  private int number(int pid) {
    return numbersByPid().get(pid);
  }

  @Override
  public void close() {
    try {
      for (PostgresSession session : sessions) {
        session.close();
      }
      onlooker.close();
      database.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
