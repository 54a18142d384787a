package dev.instar.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Schedules: statements of several sessions in one order, run on the bundled engine and on a real
 * PostgreSQL 17. What each answers, and which of them waits and until when, must agree.
 *
 * <pre>
 *   setup: CREATE TABLE t (a integer)
 *   == lost update
 *   A: BEGIN
 *   B: UPDATE t SET a = a + 1
 * </pre>
 *
 * <p>A statement waits when {@code pg_locks} says so; nobody sleeps. One behind {@code A!:} is
 * waited for until it answers: it is the victim of a deadlock. The setup is run before each
 * schedule of its file.
 */
@Timeout(120)
final class ScheduleTest {
  private static final String USER = "postgres";

  private record Schedule(String name, List<String> setup, List<String> steps) {}

  private interface Server {
    Connection connect() throws SQLException;
  }

  @TestFactory
  Stream<DynamicTest> schedules() throws IOException, URISyntaxException {
    Path root = Path.of(ScheduleTest.class.getResource("/dev/instar/engine/schedules").toURI());
    List<Schedule> schedules = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        schedules.addAll(read(file));
      }
    }
    return schedules.stream()
        .map(schedule -> DynamicTest.dynamicTest(schedule.name(), () -> compare(schedule)));
  }

  private static List<Schedule> read(Path file) throws IOException {
    List<Schedule> schedules = new ArrayList<>();
    List<String> setup = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("setup: ")) {
        setup.add(line.substring("setup: ".length()));
      } else if (line.startsWith("== ")) {
        schedules.add(
            new Schedule(file.getFileName() + ": " + line.substring(3), setup, new ArrayList<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        schedules.getLast().steps().add(line);
      }
    }
    return schedules;
  }

  private static void compare(Schedule schedule) throws Exception {
    List<String> expected;
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase()) {
      expected = run(schedule, () -> real.server().connect(real.name(), new Properties()));
    }
    List<String> actual;
    try (BundledDatabase engine = BundledDatabase.builder().user(USER).inMemory()) {
      Properties properties = new Properties();
      properties.setProperty("user", engine.user());
      properties.setProperty("password", engine.password());
      actual = run(schedule, () -> DriverManager.getConnection(engine.jdbcUrl(), properties));
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** A session of the schedule, with a thread of its own. */
  private static final class Session implements AutoCloseable {
    final Connection connection;
    final int pid;
    final ExecutorService thread = Executors.newSingleThreadExecutor();
    CompletableFuture<String> running;

    Session(Connection connection) throws SQLException {
      this.connection = connection;
      this.pid = number(connection, "SELECT pg_backend_pid()");
    }

    @Override
    public void close() throws SQLException {
      connection.close();
      thread.shutdown();
    }
  }

  private static List<String> run(Schedule schedule, Server server) throws Exception {
    List<String> transcript = new ArrayList<>();
    Map<String, Session> sessions = new TreeMap<>();
    try (Connection control = server.connect()) {
      for (String sql : schedule.setup()) {
        try (Statement statement = control.createStatement()) {
          statement.execute(sql);
        }
      }
      for (String step : schedule.steps()) {
        String head = step.substring(0, step.indexOf(':'));
        boolean untilDone = head.endsWith("!");
        String name = head.replace("!", "");
        Session session = sessions.get(name);
        if (session == null) {
          session = new Session(server.connect());
          sessions.put(name, session);
        }
        assertThat(session.running).as("%s is still at work", name).isNull();
        Session runner = session;
        String sql = step.substring(head.length() + 1).strip();
        transcript.add(step);
        session.running =
            CompletableFuture.supplyAsync(() -> answer(runner.connection, sql), session.thread);
        if (untilDone) {
          session.running.join();
        }
        settle(control, sessions, transcript);
      }
      for (Session session : sessions.values()) {
        assertThat(session.running).isNull();
      }
    } finally {
      for (Session session : sessions.values()) {
        session.close();
      }
    }
    return transcript;
  }

  /** Goes on when every session has answered or waits. */
  private static void settle(
      Connection control, Map<String, Session> sessions, List<String> transcript) throws Exception {
    while (true) {
      long working = working(sessions);
      boolean settled = true;
      for (Session session : sessions.values()) {
        if (session.running != null && !session.running.isDone()) {
          settled &=
              number(
                      control,
                      "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = " + session.pid)
                  > 0;
        }
      }
      // Nobody may have let a lock go while the others were looked at.
      if (settled && working(sessions) == working) {
        break;
      }
      Thread.onSpinWait();
    }
    for (Map.Entry<String, Session> entry : sessions.entrySet()) {
      CompletableFuture<String> running = entry.getValue().running;
      if (running != null) {
        transcript.add(
            "  " + entry.getKey() + (running.isDone() ? " answers " + running.get() : " waits"));
        entry.getValue().running = running.isDone() ? null : running;
      }
    }
  }

  private static long working(Map<String, Session> sessions) {
    return sessions.values().stream()
        .filter(session -> session.running != null && !session.running.isDone())
        .count();
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
            row.add(result.getString(i));
          }
          rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
        }
      }
      return rows.toString();
    } catch (SQLException e) {
      return "error " + e.getSQLState() + " " + e.getMessage().lines().findFirst().orElse("");
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }
}
