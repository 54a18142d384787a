package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.migration.CommandLine.Result;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever is wrong with a file, an option or a server: it is said what, where and what to do, and
 * nothing was begun.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
  private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeAll
  void prepare(@TempDir Path scripts) throws SQLException, IOException {
    directory = scripts;
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
      statement.execute("CREATE TABLE log (id int)");
    }
    script("note.sql", "ALTER TABLE orders ADD COLUMN note text");
    script("empty.sql", "\n");
    script("comment.sql", "-- nothing\n;\n");
    script("long.sql", "ALTER TABLE orders ADD COLUMN " + "a".repeat(64) + " int");
    script("nul.sql", "ALTER TABLE orders \0");
    script("cluster.sql", "CLUSTER orders USING orders_pkey");
    script("truncate.sql", "TRUNCATE orders");
    script("position.sql", "ALTER TABLE orders\n  ADD COLUMN a int,\n  ADD COLUMN b;");
    script("quote.sql", "ALTER TABLE orders ADD COLUMN a text DEFAULT 'x");
    script("keyless.sql", "ALTER TABLE log ALTER COLUMN id TYPE bigint");
    Files.write(directory.resolve("binary.sql"), new byte[] {'-', '-', (byte) 0xe9, 0, 1});
    Files.write(directory.resolve("huge.sql"), new byte[(16 << 20) + 1]);
    Files.createDirectory(directory.resolve("folder.sql"));
    Files.createSymbolicLink(directory.resolve("loop.sql"), Path.of("loop.sql"));
  }

  @AfterAll
  void dropDatabase() throws SQLException {
    database.close();
  }

  @ParameterizedTest(name = "instar {2}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2 | USAGE         | migrate none.sql                      | there is no file
          2 | USAGE         | migrate folder.sql                    | is a directory
          2 | USAGE         | migrate loop.sql                      | loop.sql: Too many levels
          2 | USAGE         | migrate note.sql/x.sql                | x.sql: Not a directory
          2 | USAGE         | migrate empty.sql                     | is empty
          2 | USAGE         | migrate comment.sql                   | comment holds no statement
          2 | USAGE         | migrate binary.sql                    | is not text in UTF-8
          2 | USAGE         | migrate huge.sql                      | is larger than 16 MiB
          2 | USAGE         | migrate note.sql empty.sql            | unmatched argument
          2 | USAGE         | migrate --nope note.sql               | unknown option: '--nope'
          2 | USAGE         | migrate --time-zone Nowhere/X note.sql | no time zone Nowhere/X
          2 | USAGE         | migrate --chunk-time 0 note.sql       | '0' is not a duration
          2 | USAGE         | migrate --chunk-time 99m note.sql     | must not be more than 10m
          2 | USAGE         | migrate --lock-budget -1s note.sql    | '-1s' is not a duration
          2 | USAGE         | migrate --lock-patience 999999m note.sql | must not be more than
          2 | USAGE         | migrate --workers 99 note.sql         | between 1 and 64
          2 | USAGE         | migrate --workers -1 note.sql         | between 1 and 64
          2 | USAGE         | migrate --nice-ratio -1 note.sql      | between 0 and 1000
          2 | USAGE         | migrate --max-rows-per-second 0 note.sql | must be 1 or more
          2 | USAGE         | migrate --max-load lag=5 note.sql     | there is no signal "lag"
          2 | USAGE         | throttle                              | nothing was given to change
          2 | USAGE         | contract                              | no migration to contract
          2 | USAGE         | resume                                | no unfinished migration
          4 | SQL_SYNTAX    | migrate position.sql                  | position:3:15: syntax error
          4 | SQL_SYNTAX    | migrate quote.sql                     | quote:1:46: unterminated
          4 | SQL_SYNTAX    | migrate nul.sql                       | nul:1:20: the text contains a NUL
          4 | NAME_TOO_LONG | migrate long.sql                      | long:1:31: identifier
          4 | UNSAFE        | migrate cluster.sql                   | cluster, line 1: CLUSTER
          4 | UNSAFE        | migrate truncate.sql                  | TRUNCATES
          4 | NO_USABLE_KEY | migrate keyless.sql                   | keyless, line 1: public.log
          """)
  void isSaidClearlyAndNothingIsBegun(int exitCode, String code, String arguments, String words)
      throws SQLException {
    Result result =
        instar.run(
            Arrays.stream(arguments.split(" "))
                .map(word -> word.endsWith(".sql") ? directory.resolve(word).toString() : word)
                .toArray(String[]::new));

    assertThat(result.error())
        .startsWith("error [" + code + "]: ")
        .contains(words)
        .containsPattern("\n  next: .+\n")
        .doesNotContain("\tat ");
    assertThat(result.exitCode()).isEqualTo(exitCode);
    assertNothingBegun();
  }

  @Test
  void aHostThatIsNotThereIsNamed() {
    CommandLine elsewhere =
        new CommandLine(Map.of("INSTAR_URL", "jdbc:postgresql://no-such-host.invalid/shop"));
    assertThat(elsewhere.run("status").error())
        .startsWith("error [UNREACHABLE]: ")
        .contains("there is no host no-such-host.invalid", "  next: ");
  }

  private void assertNothingBegun() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM pg_namespace WHERE nspname ~ 'instar'")) {
      row.next();
      assertThat(row.getLong(1)).isZero();
    }
  }

  private void script(String name, String sql) throws IOException {
    Files.writeString(directory.resolve(name), sql);
  }
}
