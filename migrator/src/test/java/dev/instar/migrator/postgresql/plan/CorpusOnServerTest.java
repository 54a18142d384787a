package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.migrator.postgresql.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the corpus plans is SQL that runs: each migration on a real server of its version, as it is
 * written; or the server refuses it, as its file says. What can run in one transaction is rolled
 * back, all else has a copy of the database.
 */
class CorpusOnServerTest {
  /** What cannot run in a transaction, or makes its own. */
  private static final Pattern APART =
      Pattern.compile("\\b(CONCURRENTLY|VACUUM|BEGIN|ADD VALUE)\\b");

  /** Flyway runs these in one transaction where it can. */
  private static final Pattern FLYWAY = Pattern.compile("V\\d+__.*");

  private static final String ELSEWHERE = "elsewhere";
  private static final String COPY = "corpus_copy";

  private static final Map<String, SharedDatabase> DATABASES = new HashMap<>();

  @AfterAll
  static void drop() throws SQLException {
    for (SharedDatabase database : DATABASES.values()) {
      database.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> safe() throws IOException {
    return tests("safe");
  }

  @TestFactory
  Stream<DynamicTest> unsafe() throws IOException {
    return tests("unsafe");
  }

  private static Stream<DynamicTest> tests(String kind) throws IOException {
    return CorpusFile.all(kind).stream()
        .filter(file -> !file.fails().equals(Optional.of(ELSEWHERE)))
        .map(file -> DynamicTest.dynamicTest(file.name(), () -> check(file)));
  }

  private static void check(CorpusFile file) throws SQLException, IOException {
    assertThat(refusal(file)).as(file.script()).isEqualTo(file.fails());
  }

  /** The SQLSTATE by which the server refuses it. */
  private static Optional<String> refusal(CorpusFile file) throws SQLException, IOException {
    PostgresServer server = PostgresServer.shared(version(file));
    String database = database(server, file).name();
    return inOneTransaction(file)
        ? rolledBack(server, database, file)
        : onACopy(server, database, file);
  }

  private static Optional<String> rolledBack(
      PostgresServer server, String database, CorpusFile file) throws SQLException {
    try (Connection connection = server.connect(database)) {
      connection.setAutoCommit(false);
      Optional<String> refusal = refusal(connection, file);
      connection.rollback();
      return refusal;
    }
  }

  private static Optional<String> onACopy(PostgresServer server, String database, CorpusFile file)
      throws SQLException {
    try (Connection admin = server.connect("postgres")) {
      TestDatabase.execute(admin, "CREATE DATABASE " + COPY + " TEMPLATE " + database);
      try (Connection connection = server.connect(COPY)) {
        return refusal(connection, file);
      } finally {
        TestDatabase.execute(admin, "DROP DATABASE " + COPY + " WITH (FORCE)");
      }
    }
  }

  private static boolean inOneTransaction(CorpusFile file) {
    return FLYWAY.matcher(file.name()).matches()
        ? !file.script().contains("CONCURRENTLY")
        : !APART.matcher(file.script()).find();
  }

  private static Optional<String> refusal(Connection connection, CorpusFile file)
      throws SQLException {
    List<ParsedStatement> statements = PostgresPlanner.statements(file.name(), file.script());
    try (Statement statement = connection.createStatement()) {
      for (ParsedStatement parsed : statements) {
        statement.execute(parsed.text());
      }
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(e.getSQLState());
    }
  }

  private static PostgresVersion version(CorpusFile file) {
    return Stream.of(PostgresVersion.values())
        .filter(version -> version.major() == file.server())
        .findFirst()
        .orElseThrow();
  }

  /** Nobody stays connected to it: it is what copies are made of. */
  private static SharedDatabase database(PostgresServer server, CorpusFile file)
      throws SQLException, IOException {
    String key = file.schema() + file.server();
    if (!DATABASES.containsKey(key)) {
      SharedDatabase database = server.createDatabase();
      DATABASES.put(key, database);
      try (Connection connection = database.connect()) {
        TestDatabase.execute(connection, CorpusFile.schema(file.schema()));
      }
    }
    return DATABASES.get(key);
  }
}
