package dev.instar.engine.define;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The lock oracle: each form of statement in {@code locks.sql} leaves the same strongest lock on
 * each table, view and sequence, and on each index that it is about, here and on a real PostgreSQL
 * 17. (Reading, PostgreSQL also locks indexes it does not read by, because its planner opens all of
 * them; weak locks on indexes are left out on both.)
 *
 * <p>Each also reports the same work on rows at {@code client_min_messages = debug1}.
 */
final class LockOracleTest {
  private static final String USER = "postgres";

  private static final String LOCKS =
      """
      SELECT c.relname, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
      WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
        AND c.relnamespace = 2200
        AND NOT (c.relkind = 'i' AND l.mode IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock'))
      """;

  private static SharedDatabase real;
  private static Connection realConnection;
  private static BundledDatabase engine;
  private static Connection engineConnection;
  private static List<String> forms;

  @BeforeAll
  static void start() throws SQLException, IOException, URISyntaxException {
    List<String> setUp = new ArrayList<>();
    forms = new ArrayList<>();
    read(setUp, forms);
    real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    realConnection = real.connect();
    engine = BundledDatabase.builder().user(USER).inMemory();
    Properties properties = new Properties();
    properties.setProperty("user", engine.user());
    properties.setProperty("password", engine.password());
    engineConnection = DriverManager.getConnection(engine.jdbcUrl(), properties);
    for (Connection connection : List.of(realConnection, engineConnection)) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : setUp) {
          statement.execute(sql);
        }
      }
      connection.setAutoCommit(false);
    }
  }

  private static void read(List<String> setUp, List<String> forms)
      throws IOException, URISyntaxException {
    Path file =
        Path.of(LockOracleTest.class.getResource("/dev/instar/engine/define/locks.sql").toURI());
    List<String> target = setUp;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("-- ----")) {
        target = forms;
      } else if (!line.startsWith("--")) {
        target.add(line);
      }
    }
  }

  @AfterAll
  static void stop() throws SQLException {
    engineConnection.close();
    engine.close();
    realConnection.close();
    real.close();
  }

  @TestFactory
  Stream<DynamicTest> forms() {
    return forms.stream()
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form,
                    () ->
                        assertEquals(
                            locks(realConnection, form), locks(engineConnection, form), form)));
  }

  private static String locks(Connection connection, String form) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(form);
      List<String> locks = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(LOCKS)) {
        while (rows.next()) {
          locks.add(rows.getString(1) + " " + rows.getString(2));
        }
      }
      return Strongest.of(locks);
    } catch (SQLException e) {
      return "error " + e.getSQLState() + " " + e.getMessage();
    } finally {
      connection.rollback();
    }
  }

  private static final Pattern OF_WORK =
      Pattern.compile(
          "(rewriting table|verifying table|building index|validating foreign key constraint)"
              + " \"(?!pg_toast).*");

  /** Of a table that has no rows yet, or no more, PostgreSQL builds the indexes; we need not. */
  private static final Pattern OF_EMPTY_TABLES = Pattern.compile("(TRUNCATE|CREATE TABLE) .*");

  @TestFactory
  Stream<DynamicTest> reportsOfWork() {
    return forms.stream()
        .filter(form -> !OF_EMPTY_TABLES.matcher(form).matches())
        .map(
            form ->
                DynamicTest.dynamicTest(
                    form,
                    () ->
                        assertEquals(
                            reports(realConnection, form), reports(engineConnection, form), form)));
  }

  private static SortedSet<String> reports(Connection connection, String form) throws SQLException {
    SortedSet<String> reports = new TreeSet<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL client_min_messages = debug1");
      statement.execute(form);
      for (SQLWarning report = statement.getWarnings();
          report != null;
          report = report.getNextWarning()) {
        if (OF_WORK.matcher(report.getMessage()).matches()) {
          reports.add(report.getMessage());
        }
      }
    } catch (SQLException e) {
      reports.add("error " + e.getSQLState());
    } finally {
      connection.rollback();
    }
    return reports;
  }

  /** Of each relation the strongest of its locks. */
  private static final class Strongest {
    private static final List<String> MODES =
        List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    static String of(List<String> locks) {
      TreeMap<String, Integer> strongest = new TreeMap<>();
      for (String lock : locks) {
        int space = lock.lastIndexOf(' ');
        strongest.merge(
            lock.substring(0, space), MODES.indexOf(lock.substring(space + 1)), Math::max);
      }
      StringBuilder text = new StringBuilder();
      strongest.forEach(
          (relation, mode) ->
              text.append(relation).append(' ').append(MODES.get(mode)).append('\n'));
      return text.toString();
    }
  }
}
