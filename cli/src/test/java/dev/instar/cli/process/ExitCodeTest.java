package dev.instar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exit codes and messages that the README documents, of the real process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExitCodeTest {
  private Path directory;
  private SharedDatabase database;

  @BeforeAll
  void createTables(@TempDir Path scripts) throws SQLException, IOException {
    directory = scripts;
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id int PRIMARY KEY, amount int, customer text)");
      statement.execute("CREATE TABLE log (id int)");
    }
    write("note.sql", "ALTER TABLE orders ADD COLUMN note text");
    write("rename.sql", "ALTER TABLE orders RENAME COLUMN customer TO client");
    write("wider.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint");
    write("keyless.sql", "ALTER TABLE log ALTER COLUMN id TYPE bigint");
    write("nonsense.sql", "ALTER TABEL orders");
    write("missing.sql", "ALTER TABLE absent ADD COLUMN a int");
    write("empty.sql", "\n");
  }

  @AfterAll
  void dropDatabase() throws SQLException {
    database.close();
  }

  @ParameterizedTest(name = "instar {1} ends with {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | --help                              |
          0 | plan note.sql                       |
          0 | plan rename.sql                     |
          2 |                                     | Usage: instar
          2 | plan                                | error [USAGE]: no file was named, and no --locations
          2 | plan --nope note.sql                | error [USAGE]: unknown option: '--nope'
          2 | plna note.sql                       | error [USAGE]: there is no command plna
          2 | plan none.sql                       | error [USAGE]: there is no file none.sql
          2 | plan empty.sql                      | error [USAGE]: empty.sql is empty
          2 | plan --accept X note.sql            | error [USAGE]: there is no finding
          2 | plan --format xml note.sql          | error [USAGE]: invalid value for option
          3 | plan --fail-on hazard rename.sql    |
          0 | plan --fail-on hazard note.sql      |
          3 | plan --fail-on info rename.sql      |
          0 | plan --fail-on hazard --accept RENAME-BREAKS rename.sql |
          3 | migrate --fail-on warning wider.sql | not begun: a finding is at or above --fail-on
          4 | migrate --fail-on hazard rename.sql | error [UNSAFE]: RENAME-BREAKS:
          4 | migrate keyless.sql                 | error [NO_USABLE_KEY]:
          4 | plan keyless.sql                    |
          4 | plan --fail-on info keyless.sql     |
          4 | plan nonsense.sql                   | error [SQL_SYNTAX]: nonsense
          4 | plan missing.sql                    | error [OBJECT_MISSING]: missing
          """)
  void exitCodeAndFirstWords(int exitCode, String arguments, String error) {
    Ran ran = instar(InstarRun.environment(database), arguments == null ? "" : arguments);
    assertThat(ran.exitCode()).as(ran.output() + ran.error()).isEqualTo(exitCode);
    if (error == null) {
      assertThat(ran.error()).isEmpty();
      assertThat(ran.output()).isNotEmpty();
    } else {
      assertThat(ran.error()).startsWith(error).doesNotContain("\tat ");
    }
  }

  @Test
  void aPasswordIsNeverRepeated() {
    Ran ran = instar(Map.of(), "plan --url jdbc:postgresql://h/d?password=hunter2 note.sql");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.output() + ran.error())
        .contains("the URL holds a password")
        .doesNotContain("hunter2");

    Map<String, String> environment = new HashMap<>(InstarRun.environment(database));
    environment.put("INSTAR_PASSWORD", "hunter2");
    Ran refused = instar(environment, "plan note.sql");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.error()).startsWith("error [AUTHENTICATION]: ").doesNotContain("hunter2");
  }

  /** The tests' server wants a password, and there is no terminal to ask on. */
  @Test
  void aMissingPasswordIsSaidToBeMissing() {
    Map<String, String> environment = new HashMap<>(InstarRun.environment(database));
    environment.put("INSTAR_PASSWORD", "");
    environment.put("PGPASSFILE", directory.resolve("none").toString());
    Ran ran = instar(environment, "plan note.sql");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.error()).startsWith("error [AUTHENTICATION]: ").contains("  next: ");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    Map<String, String> environment = new HashMap<>(InstarRun.environment(database));
    environment.put("INSTAR_URL", "jdbc:postgresql://127.0.0.1:1/none");
    Ran ran = instar(environment, "plan note.sql");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.error())
        .startsWith("error [UNREACHABLE]: cannot connect to jdbc:postgresql://127.0.0.1:1/none: ");
  }

  @Test
  void aPlanThatCouldNotBeWrittenIsNoSuccess() {
    String command = String.join(" ", InstarRun.command("plan", "note.sql"));
    Ran ran =
        Ran.of(
            directory,
            InstarRun.environment(database),
            List.of("/bin/sh", "-c", command + " >/dev/full"));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.error())
        .startsWith("error [OUTPUT_LOST]: ")
        .contains("No space left on device", "  next: ");
  }

  @Test
  void debuggingShowsWhereItHappened() {
    Map<String, String> environment = new HashMap<>(InstarRun.environment(database));
    environment.put("INSTAR_DEBUG", "1");
    assertThat(instar(environment, "plan missing.sql").error())
        .startsWith("error [OBJECT_MISSING]: ")
        .contains("\tat dev.instar.");
  }

  private Ran instar(Map<String, String> environment, String arguments) {
    return InstarRun.of(
        directory, environment, arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }

  private void write(String name, String sql) throws IOException {
    Files.writeString(directory.resolve(name), sql);
  }
}
