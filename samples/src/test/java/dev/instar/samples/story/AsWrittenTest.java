package dev.instar.samples.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.samples.story.CommandLine.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stories say of their statements, run as they are written. */
class AsWrittenTest {
  private static final String NOT_AVAILABLE = "55P03";

  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);

  @TempDir private Path directory;

  /** Who waits until it is committed: nobody, or whoever runs that statement. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          03 | SELECT count(*) FROM orders                                     | goes on
          03 | INSERT INTO orders (organization_id, total) VALUES (1, 10)      | waits
          06 | SELECT count(*) FROM users                                      | goes on
          06 | INSERT INTO users (email) VALUES ('new@example.org')            | waits
          06 | INSERT INTO orders (user_id, total) VALUES (1, 10)              | waits
          08 | SELECT count(*) FROM users                                      | waits
          09 | SELECT count(*) FROM orders                                     | waits
          12 | INSERT INTO events VALUES ('2026-07-01 00:00:00+00', 1, 'x')    | waits
          12 | INSERT INTO events VALUES ('2026-02-02 00:00:00+00', 1, 'x')    | goes on
          12 | SELECT count(*) FROM events WHERE at < '2026-01-01 00:00:00+00' | waits
          13 | SELECT count(*) FROM sign_ins                                   | goes on
          13 | UPDATE sign_ins SET at = now() WHERE user_id = 3                | waits
          13 | UPDATE sign_ins SET at = now() WHERE user_id = 4                | goes on
          14 | SELECT sum(net) FROM orders                                     | goes on
          14 | UPDATE orders SET revision = 1 WHERE id = 1                     | waits
          """)
  void whoWaits(String number, String statement, String what) throws Exception {
    Story story = Story.of(number);
    story.assumeRuns(SERVER);
    try (SharedDatabase database = prepared(story);
        Connection migration = database.connect();
        Connection other = database.connect()) {
      migration.setAutoCommit(false);
      for (Path file : story.migrations()) {
        run(migration, withoutTransaction(Files.readString(file)));
      }
      run(other, "SET lock_timeout = '50ms'");
      if (what.equals("waits")) {
        assertFails(NOT_AVAILABLE, other, statement);
      } else {
        run(other, statement);
      }
    }
  }

  @Test
  void aConstantDefaultIsInTheCatalogAndARandomOneInEveryRow() throws Exception {
    Story story = Story.of("08");
    try (SharedDatabase database = prepared(story);
        Connection connection = database.connect()) {
      String file = "SELECT relfilenode::text FROM pg_class WHERE oid = 'users'::regclass";
      String before = ask(connection, file);
      run(connection, Files.readString(story.migrations().get(0)));
      assertThat(ask(connection, file)).isEqualTo(before);
      run(connection, Files.readString(story.migrations().get(1)));
      assertThat(ask(connection, file)).isNotEqualTo(before);
    }
  }

  @Test
  void aNewValueOfAnEnumCannotBeUsedInItsOwnTransaction() throws Exception {
    Story story = Story.of("07");
    try (SharedDatabase database = prepared(story);
        Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      assertFails("55P04", connection, Files.readString(story.migrations().getFirst()));
    }
  }

  @Test
  void aRenameThatNobodyAnswersForIsNotBegun() throws Exception {
    Story story = Story.of("11");
    Path migration = story.migrations().getFirst();
    Path bare = directory.resolve(migration.getFileName());
    Files.writeString(bare, Files.readString(migration).replaceAll("(?m)^--.*\n", ""));
    try (SharedDatabase database = prepared(story);
        Connection connection = database.connect()) {
      Result refused = CommandLine.of(database).migrate(bare);
      assertThat(refused.exitCode()).isEqualTo(4);
      assertThat(refused.error()).contains("RENAME-BREAKS");
      assertThat(ask(connection, "SELECT name FROM users WHERE id = 1")).isEqualTo("User 1");
    }
  }

  private static SharedDatabase prepared(Story story) throws SQLException {
    SharedDatabase database = SERVER.createDatabase();
    new StoryRun(story, database).prepare();
    return database;
  }

  /** The transaction is the test's, and stays open. */
  private static String withoutTransaction(String script) {
    return script.replaceAll("(?m)^(BEGIN|COMMIT);\n", "");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void assertFails(String state, Connection connection, String sql) {
    assertThatThrownBy(() -> run(connection, sql))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
  }

  private static String ask(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
