package dev.instar.engine.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs an {@link IsolationSpec} on one server, in one order after the other, in the same sessions.
 * A step whose session waits is kept until it has been answered; whether it waits, {@code pg_locks}
 * says.
 */
final class IsolationRun implements AutoCloseable {
  /** Connects to the server. */
  interface Server {
    Connection connect() throws SQLException;
  }

  /**
   * What came of an order.
   *
   * @param transcript who answered what, and who waited
   * @param answers by session
   */
  record Outcome(List<String> transcript, Map<String, List<String>> answers, String last) {
    boolean deadlocked() {
      return transcript.stream().anyMatch(line -> line.contains("error 40P01"));
    }

    /** Whether the session's last step has committed what it did. */
    boolean committed(String session) {
      return answers.get(session).stream().noneMatch(answer -> answer.startsWith("error"));
    }
  }

  private final IsolationSpec spec;
  private final Connection control;
  private final Map<String, Session> sessions = new TreeMap<>();

  private static final class Session {
    final Connection connection;
    final int pid;
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    final Deque<String> kept = new ArrayDeque<>();
    CompletableFuture<String> running;
    String statement;

    Session(Connection connection) throws SQLException {
      this.connection = connection;
      this.pid =
          Integer.parseInt(answer(connection, "SELECT pg_backend_pid()").replaceAll("\\D", ""));
    }
  }

  IsolationRun(IsolationSpec spec, Server server) throws SQLException {
    this.spec = spec;
    control = server.connect();
    for (String session : spec.steps().keySet()) {
      sessions.put(session, new Session(server.connect()));
    }
    for (Session session : sessions.values()) {
      answer(session.connection, "SET deadlock_timeout = '20ms'");
    }
  }

  Outcome run(List<String> order, String level) throws Exception {
    for (String sql : spec.setup()) {
      execute(control, sql);
    }
    for (Session session : sessions.values()) {
      execute(session.connection, "BEGIN ISOLATION LEVEL " + level);
    }
    Map<String, List<String>> answers = new TreeMap<>();
    List<String> transcript = new ArrayList<>();
    Map<String, Deque<String>> left = new TreeMap<>();
    spec.steps().forEach((session, all) -> left.put(session, new ArrayDeque<>(all)));
    sessions.keySet().forEach(name -> answers.put(name, new ArrayList<>()));
    for (String name : order) {
      Session session = sessions.get(name);
      session.kept.add(left.get(name).remove());
      settle(transcript, answers);
    }
    while (sessions.values().stream().anyMatch(session -> session.running != null)) {
      // Only a deadlock is left, and its end.
      CompletableFuture.anyOf(
              sessions.values().stream()
                  .filter(session -> session.running != null)
                  .map(session -> session.running)
                  .toArray(CompletableFuture[]::new))
          .get(30, TimeUnit.SECONDS);
      settle(transcript, answers);
    }
    for (Session session : sessions.values()) {
      execute(session.connection, "ROLLBACK");
    }
    return new Outcome(transcript, answers, answer(control, spec.last()));
  }

  /** Gives out steps that are kept, until each session has none left or waits. */
  private void settle(List<String> transcript, Map<String, List<String>> answers) throws Exception {
    boolean more = true;
    while (more) {
      for (Map.Entry<String, Session> entry : sessions.entrySet()) {
        Session session = entry.getValue();
        if (session.running == null && !session.kept.isEmpty()) {
          session.statement = session.kept.remove();
          transcript.add(entry.getKey() + ": " + session.statement);
          session.running =
              CompletableFuture.supplyAsync(
                  () -> answer(session.connection, session.statement), session.thread);
          // One after the other, as far as they are answered.
          break;
        }
      }
      awaitQuiet();
      more = false;
      for (Map.Entry<String, Session> entry : sessions.entrySet()) {
        Session session = entry.getValue();
        if (session.running != null && session.running.isDone()) {
          String answer = session.running.get();
          session.running = null;
          answers.get(entry.getKey()).add(answer);
          transcript.add("  " + entry.getKey() + " answers " + answer);
        } else if (session.running != null) {
          transcript.add("  " + entry.getKey() + " waits");
        }
        more |= session.running == null && !session.kept.isEmpty();
      }
    }
  }

  /** Every session has answered or waits, and none has answered while the others were looked at. */
  private void awaitQuiet() throws SQLException {
    boolean quiet = false;
    while (!quiet) {
      long before = working();
      quiet = true;
      for (Session session : sessions.values()) {
        if (session.running != null && !session.running.isDone()) {
          String waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + session.pid;
          quiet &= !answer(control, waits).equals("[]");
        }
      }
      quiet &= working() == before;
    }
  }

  private long working() {
    return sessions.values().stream()
        .filter(session -> session.running != null && !session.running.isDone())
        .count();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "count " + statement.getUpdateCount();
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.getResultSet()) {
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(String.valueOf(result.getString(i)));
          }
          rows.add(String.join("|", row));
        }
      }
      return rows.toString();
    } catch (SQLException e) {
      String message = e.getMessage().lines().findFirst().orElse("");
      return "error " + e.getSQLState() + " " + message;
    }
  }

  @Override
  public void close() throws SQLException {
    for (Session session : sessions.values()) {
      session.thread.shutdown();
      session.connection.close();
    }
    control.close();
  }
}
