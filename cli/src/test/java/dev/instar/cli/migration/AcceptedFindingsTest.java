package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.migration.CommandLine.Result;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that somebody takes responsibility for: by a comment of the script, by a baseline. */
class AcceptedFindingsTest {
  private static final String RENAME = "ALTER TABLE orders RENAME COLUMN note TO remark;\n";

  @TempDir private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeEach
  void createTable() throws SQLException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
    execute("INSERT INTO orders SELECT g, g FROM generate_series(1, 1000) g");
    execute("ANALYZE orders");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void aCommentLetsTheMigrationBegin() throws IOException {
    String bare = script("V1__rename.sql", RENAME);
    assertThat(instar.run("migrate", bare).exitCode()).isEqualTo(4);

    String accepting =
        script("V1__rename.sql", "-- instar:accept RENAME-BREAKS unused since v41\n" + RENAME);
    assertThat(instar.run("plan", "--fail-on", "hazard", accepting).exitCode()).isZero();
    assertThat(instar.done("migrate", "--fail-on", "hazard", accepting)).contains("is done");
  }

  @Test
  void aCommentThatAcceptsNothingIsToldAndStopsNothing() throws IOException {
    String script =
        script("V1.sql", "-- instar:accept FK-NO-INDEX x\nALTER TABLE orders ADD COLUMN a int;");

    assertThat(instar.done("plan", "--fail-on", "warning", script)).contains("ACCEPT-UNUSED");
    assertThat(instar.run("plan", "--fail-on", "info", script).exitCode()).isEqualTo(3);
  }

  @Test
  void aCommentWithoutAReasonIsWrongUsage() throws IOException {
    Result result =
        instar.run("plan", script("V1__x.sql", "\n/* instar:accept RENAME-BREAKS */" + RENAME));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error())
        .startsWith("error [USAGE]: V1__x:2:4: instar:accept RENAME-BREAKS says no reason\n");
  }

  @Test
  void aBaselineToleratesWhatItKnowsAndNothingNew() throws IOException, SQLException {
    String file = directory.resolve("baseline.json").toString();
    String script = script("V1__rename.sql", RENAME + "ALTER TABLE orders ALTER id TYPE bigint;");
    Result written = instar.run("plan", "--fail-on", "info", "--write-baseline", file, script);
    assertThat(written.exitCode()).as(written.error()).isZero();
    assertThat(written.error())
        .matches("(\\d) findings of V1__rename written to \\S+, which has \\1\n");
    assertThat(written.output()).contains("RENAME-BREAKS");

    // Its statements move, its table grows.
    script(
        "V1__rename.sql",
        "\n-- Renames.\n" + RENAME + "\nALTER TABLE orders ALTER id TYPE bigint;");
    execute("INSERT INTO orders SELECT g, repeat('x', 100) FROM generate_series(1001, 300000) g");
    execute("ANALYZE orders");
    Result known = instar.run("plan", "--fail-on", "info", "--baseline", file, script);
    assertThat(known.exitCode()).as(known.output()).isZero();
    assertThat(known.error()).isEmpty();

    script("V1__rename.sql", RENAME + "ALTER TABLE orders RENAME COLUMN id TO number;");
    Result more = instar.run("plan", "--fail-on", "hazard", "--baseline", file, script);
    assertThat(more.exitCode()).isEqualTo(3);
    assertThat(more.error())
        .startsWith("note: ")
        .contains(
            " findings are no longer in V1__rename: ",
            "LOCK-REWRITE",
            "; refresh " + file + " with 'instar plan --write-baseline " + file + "'\n");
  }

  @Test
  void aBaselineLetsTheMigrationBegin() throws IOException {
    String file = directory.resolve("baseline.json").toString();
    String script = script("V1__rename.sql", RENAME);
    instar.done("plan", "--write-baseline", file, script);

    assertThat(instar.done("migrate", "--baseline", file, script)).contains("is done");
  }

  @Test
  void aBaselineIsForTheVersionsOfAFolderToo() throws IOException {
    script("V1__rename.sql", RENAME);
    script("V2__rename.sql", "ALTER TABLE orders RENAME COLUMN remark TO memo;");
    String file = directory.resolve("baseline.json").toString();
    String[] folder = {
      "--locations",
      directory.toString(),
      "--flyway",
      "baselineOnMigrate=true",
      "--flyway",
      "baselineVersion=0",
      "--fail-on",
      "hazard"
    };
    assertThat(instar.run(with(folder, "plan")).exitCode()).isEqualTo(3);
    assertThat(instar.run(with(folder, "migrate")).exitCode()).isEqualTo(4);

    assertThat(instar.run(with(folder, "plan", "--write-baseline", file)).exitCode()).isZero();
    assertThat(instar.run(with(folder, "plan", "--baseline", file)).exitCode()).isZero();
    assertThat(instar.done(with(folder, "migrate", "--baseline", file)))
        .startsWith("Applied version 1, version 2.\n");
  }

  @Test
  void aBaselineIsReadableByAllAndKeepsWhatItHasOfOthers() throws IOException {
    String file = directory.resolve("baseline.json").toString();
    instar.done("plan", "--write-baseline", file, script("V1__rename.sql", RENAME));
    instar.done(
        "plan",
        "--write-baseline",
        file,
        script("V2.sql", "ALTER TABLE orders ADD CHECK (id > 0)"));

    assertThat(Files.readString(Path.of(file))).contains("\"V1__rename\"", "\"V2\"");
    assertThat(Files.getPosixFilePermissions(Path.of(file)))
        .isEqualTo(
            Files.getPosixFilePermissions(Files.createFile(directory.resolve("an ordinary one"))))
        .isNotEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFileThatIsNoBaselineIsNeitherUsedNorOverwritten() throws IOException {
    Path file = directory.resolve("baseline.json");
    Files.writeString(file, "{\n  \"format\" : 1,\n  <<<<<<< HEAD\n");
    String script = script("V1__rename.sql", RENAME);

    for (String option : new String[] {"--baseline", "--write-baseline"}) {
      Result result = instar.run("plan", option, file.toString(), script);
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.error())
          .startsWith("error [USAGE]: " + file + ":3:3: this is no baseline: ");
    }
    assertThat(Files.readString(file)).contains("<<<<<<< HEAD");
    assertThat(instar.run("plan", "--baseline", "none.json", script).error())
        .startsWith("error [USAGE]: there is no file none.json\n");
    assertThat(instar.run("plan", "--baseline", "a", "--write-baseline", "b", script).error())
        .contains("one or the other");
  }

  private static String[] with(String[] options, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
  }

  private String script(String name, String sql) throws IOException {
    return Files.writeString(directory.resolve(name), sql).toString();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
