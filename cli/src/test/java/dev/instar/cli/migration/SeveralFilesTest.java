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
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files are planned for a server as if they were run in the order of the command line. */
class SeveralFilesTest {
  @TempDir private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeEach
  void createTable() throws SQLException {
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id int PRIMARY KEY)");
    }
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void eachIsPlannedOnWhatThoseBeforeItLeave() throws IOException {
    String add = script("V2__add.sql", "ALTER TABLE orders ADD COLUMN total int");
    String widen = script("V3__widen.sql", "ALTER TABLE orders ALTER COLUMN total TYPE bigint");

    assertThat(instar.done("plan", add, widen))
        .contains("Version 2, 1 of 2: V2__add.sql", "Version 3, 2 of 2: V3__widen.sql")
        .contains("Schema and sizes from the server's catalog");
    Result wrong = instar.run("plan", widen, add);
    assertThat(wrong.exitCode()).isEqualTo(4);
    assertThat(wrong.output())
        .contains("[OBJECT_MISSING] V3__widen:1:")
        .contains("What V3__widen.sql would change is not taken into account.")
        .contains("Plan of V2__add");
  }

  @Test
  void aBaselineKnowsThemAll() throws IOException {
    String add = script("V2__add.sql", "ALTER TABLE orders ADD COLUMN total int");
    String rename = script("V3__a.sql", "ALTER TABLE orders RENAME COLUMN id TO key");
    String again = script("V4__b.sql", "ALTER TABLE orders RENAME COLUMN key TO number");
    String baseline = directory.resolve("baseline.json").toString();
    assertThat(instar.run("plan", "--fail-on", "info", add, rename, again).exitCode()).isEqualTo(3);

    instar.done("plan", "--write-baseline", baseline, add, rename, again);

    instar.done("plan", "--fail-on", "info", "--baseline", baseline, add, rename, again);
  }

  @Test
  void whatIsSavedIsThePlanOfOneFile() throws IOException {
    String add = script("V2__add.sql", "ALTER TABLE orders ADD COLUMN total int");
    String more = script("V3__more.sql", "ALTER TABLE orders ADD COLUMN more int");
    String plan = directory.resolve("plan.json").toString();

    Result several = instar.run("plan", "--output", plan, add, more);
    assertThat(several.exitCode()).isEqualTo(2);
    assertThat(several.error()).startsWith("error [USAGE]: --output saves the plan of one file");
    Result comment = instar.run("plan", script("V4__none.sql", "-- Nothing.\n"), more);
    assertThat(comment.exitCode()).isEqualTo(2);
    assertThat(comment.error()).startsWith("error [USAGE]: V4__none holds no statement");
  }

  private String script(String name, String sql) throws IOException {
    return Files.writeString(directory.resolve(name), sql).toString();
  }
}
