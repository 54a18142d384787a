package dev.instar.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instar.cli.TestShell;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.json.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code instar plan} in a folder of migrations, without a server. */
class OfflinePlanTest {
  private static final Path FOLDERS = Path.of("src/test/resources/offline");
  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);

  @TempDir private Path directory;

  @Test
  void thePlanIsTheOneOnAServerThatFlywayHasBroughtThere() throws Exception {
    Path planned = FOLDERS.resolve("shop/V20240101120000__planned.sql");
    Path sizes = directory.resolve("stats.json");
    try (SharedDatabase database = SERVER.createDatabase()) {
      migrateWithFlyway(database, FOLDERS.resolve("shop"), "10");
      execute(database, "ANALYZE");
      Map<String, String> environment =
          Map.of(
              "INSTAR_URL", database.jdbcUrl(),
              "INSTAR_USER", SERVER.user(),
              "INSTAR_PASSWORD", SERVER.password());
      done(environment, "stats", "--output", sizes.toString());
      Plan online =
          PlanJson.read(refused(environment, "plan", "--format", "json", planned.toString()));

      Plan offline =
          PlanJson.read(
              refused(
                  Map.of(),
                  "plan",
                  "--format",
                  "json",
                  "--stats",
                  sizes.toString(),
                  planned.toString()));

      assertThat(offline.basis())
          .isEqualTo(
              "6 earlier migrations in %s, replayed in memory; sizes of %s; wal_level taken as logical"
                  .formatted(planned.getParent(), sizes));
      assertThat(offline.server()).isEqualTo("PostgreSQL 17");
      assertThat(PlanJson.write(comparable(offline)).replace("\\\"owner\\\"", "\\\"postgres\\\""))
          .isEqualTo(PlanJson.write(comparable(online)));
      assertThat(offline.statements().getFirst().asWritten().estimate().duration()).isPresent();
    }
  }

  @Test
  void withoutAFileOfSizesNobodyClaimsToKnowThem() {
    String report =
        refused(Map.of(), "plan", FOLDERS.resolve("shop/V20240101120000__planned.sql").toString());

    assertThat(report)
        .contains(
            "takes   size unknown", "wait for as long as it takes (size\n            unknown)")
        .doesNotContain("less than a second (0 rows");
  }

  @Test
  void whatCouldNotBeReplayedIsAFindingAndNoClaim() {
    Plan plan = PlanJson.read(done("plan", "--format", "json", opaque("V5__planned.sql")));

    assertThat(plan.basis()).contains("but for 7 statements");
    StatementPlan addColumn = plan.statements().get(0);
    assertThat(addColumn.strategy()).isEqualTo(Strategy.UNKNOWN);
    assertThat(addColumn.steps()).isEmpty();
    assertThat(addColumn.asWritten().locks().toString())
        .contains("public.events")
        .contains("ACCESS_EXCLUSIVE");
    assertThat(addColumn.asWritten().estimate().duration()).isEmpty();
    assertThat(addColumn.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("OBJECT-UNKNOWN");
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.message())
                  .isEqualTo(
                      "What is known of public.events may be wrong: V2__events.sql:1 and one more"
                          + " statement could not be replayed (PARTITION BY is not supported,"
                          + " SQLSTATE 0A000).");
            });
    assertThat(plan.statements().get(1).asWritten().locks().toString()).contains("SHARE");

    StatementPlan rebuild = plan.statements().get(2);
    assertThat(rebuild.strategy()).isEqualTo(Strategy.SHADOW_TABLE);
    assertThat(rebuild.findings().getFirst().message())
        .contains("public.orders", "V3__triggers.sql:6 and one more statement");

    StatementPlan unknownColumn = plan.statements().get(3);
    assertThat(unknownColumn.strategy()).isEqualTo(Strategy.UNKNOWN);
    assertThat(unknownColumn.findings().getFirst().message()).contains("V4__totals.sql:2");
    StatementPlan unknownType = plan.statements().get(4);
    assertThat(unknownType.strategy()).isEqualTo(Strategy.UNKNOWN);
    assertThat(unknownType.findings().toString()).contains("type geography", "V1__orders.sql:1");

    assertThat(plan.statements().get(5).findings()).noneMatch(f -> f.code().contains("UNKNOWN"));
    assertThat(plan.statements().get(5).strategy()).isEqualTo(Strategy.INSTANT);
  }

  @Test
  void whatIsNotKnownStopsNothingUnlessAsked() {
    String planned = opaque("V5__planned.sql");

    assertThat(run(Map.of(), "plan", "--fail-on", "warning", planned).exitCode()).isEqualTo(3);
    assertThat(done("plan", planned))
        .contains("Instar runs instead: not known", "a plan on the server says more")
        .contains("6, 4 of them not known", "nothing runs while a statement is not known");
    assertThat(
            done(
                "plan",
                "--fail-on",
                "warning",
                "--accept",
                "OBJECT-UNKNOWN",
                "--accept",
                "LOCK-REWRITE,LOCK-KEPT,LOCK-ORDER,NO-WAY-BACK,CACHED-PLAN",
                planned))
        .isNotEmpty();
  }

  @Test
  void aDumpStandsForAllThatIsEarlier() throws IOException {
    Path dump = write("dump.sql", "CREATE TABLE public.orders (id integer PRIMARY KEY);");
    Path change = write("change.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint");

    assertThat(done("plan", "--schema", dump.toString(), change.toString()))
        .contains("shadow table");
    Result nothing = run(Map.of(), "plan", change.toString());
    assertThat(nothing.exitCode()).isEqualTo(4);
    assertThat(nothing.error()).contains("change:1:1: table orders does not exist");
  }

  @Test
  void aPlanIsMadeForTheServerThatIsNamed() throws IOException {
    write("V1__a.sql", "CREATE TABLE a (id integer PRIMARY KEY, b integer)");
    Path planned = write("V2__b.sql", "ALTER TABLE a ALTER COLUMN b SET NOT NULL");

    String on17 = done("plan", planned.toString());
    String on18 = done("plan", "--server", "postgresql:18", planned.toString());
    assertThat(on17).contains("PostgreSQL 17,", "CHECK");
    assertThat(on18).contains("PostgreSQL 18,", "NOT NULL").doesNotContain("CHECK");
    assertThat(done("plan", "--server", "postgresql:14", directory.toString()))
        .contains("Plan of V2__b", "PostgreSQL 14,");

    Result unknown = run(Map.of(), "plan", "--server", "postgresql:13", planned.toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.error())
        .contains("there is no server postgresql:13 to plan for")
        .contains("postgresql:14, postgresql:15, postgresql:16, postgresql:17, postgresql:18");
  }

  @Test
  void optionsThatContradictEachOtherAreUsage() throws IOException {
    Path planned = write("V1__a.sql", "ALTER TABLE a ADD b int");

    Result both =
        run(
            Map.of(),
            "plan",
            "--url",
            "jdbc:postgresql://nowhere/x",
            "--server",
            "postgresql:17",
            planned.toString());
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.error()).contains("--server and --schema are for plans without a server");
    // What is written wins over the environment.
    assertThat(
            run(
                    Map.of("INSTAR_URL", "jdbc:postgresql://nowhere/x"),
                    "plan",
                    "--server",
                    "postgresql:17",
                    planned.toString())
                .error())
        .contains("table a does not exist");
    assertThat(run(Map.of(), "migrate", planned.toString()).error())
        .contains("no database was named");
    assertThat(run(Map.of(), "stats").error()).contains("no database was named");
  }

  @Test
  void anEarlierFileThatIsNoSqlIsAnErrorWithItsPlace() throws IOException {
    write("V1__a.sql", "CREATE TABLE a (id int);\n\nCREATE TABEL b (id int);");
    Path planned = write("V2__b.sql", "ALTER TABLE a ADD b int");

    Result result = run(Map.of(), "plan", planned.toString());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.error())
        .contains("error [SQL_SYNTAX]: V1__a.sql:3:8: syntax error at or near \"TABEL\"");
  }

  @Test
  void anEarlierFileThatCannotBeReadIsAnError() throws IOException {
    Files.write(directory.resolve("V1__a.sql"), new byte[] {(byte) 0xff});
    Path planned = write("V2__b.sql", "ALTER TABLE a ADD b int");

    Result result = run(Map.of(), "plan", planned.toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.error()).contains("V1__a.sql is not text in UTF-8");
    assertThat(run(Map.of(), "plan", directory + "/V9__none.sql").error())
        .contains("there is no file");
    assertThat(run(Map.of(), "plan", "--schema", directory + "/none", planned.toString()).error())
        .contains("there is no file " + directory + "/none");
  }

  @Test
  void sizesOfAnotherServerMayBeUsedOnThisOne() throws Exception {
    Path sizes =
        write(
            "stats.json",
            """
            {"format": 1, "tables": [{"schema": "public", "table": "t",
              "rows": 123000000, "heapBytes": 5000000000, "indexBytes": 0}]}\
            """);
    Path change = write("change.sql", "ALTER TABLE t ALTER COLUMN id TYPE bigint");
    try (SharedDatabase database = SERVER.createDatabase()) {
      execute(database, "CREATE TABLE t (id integer PRIMARY KEY)");
      Map<String, String> environment =
          Map.of(
              "INSTAR_URL", database.jdbcUrl(),
              "INSTAR_USER", SERVER.user(),
              "INSTAR_PASSWORD", SERVER.password());

      assertThat(done(environment, "plan", "--stats", sizes.toString(), change.toString()))
          .contains("123 million rows");
    }
  }

  @Test
  void severalFilesAreOneReport() throws IOException {
    write("V1__a.sql", "CREATE TABLE a (id integer PRIMARY KEY, b integer)");
    String second = write("V2__b.sql", "ALTER TABLE a ADD COLUMN c int").toString();
    String third = write("V3__c.sql", "ALTER TABLE a ALTER COLUMN c TYPE bigint").toString();
    String sarif = directory.resolve("all.sarif").toString();
    String comment = directory.resolve("all.md").toString();

    assertThat(
            done(
                "plan",
                "--report",
                "sarif=" + sarif,
                "--report",
                "markdown=" + comment,
                second,
                third))
        .contains("Version 2, 1 of 2: V2__b.sql", "Version 3, 2 of 2: V3__c.sql")
        .contains("2 earlier migrations in " + directory)
        .contains("This is so if the files before it have run.");
    assertThat(new ObjectMapper().readTree(Path.of(sarif).toFile()).path("runs")).hasSize(1);
    assertThat(Path.of(comment))
        .content()
        .contains("## Migration plan: V2__b", "## Migration plan: V3__c");
  }

  /** Reviews see it where it is; whoever reads a plan as JSON or a page is not told nonsense. */
  @Test
  void whyThereIsNoPlanIsInTheReportsOfReviews() throws IOException {
    write("V1__a.sql", "CREATE TABLE a (id integer PRIMARY KEY)");
    String broken =
        write("V2__b.sql", "ALTER TABLE a ADD b int;\n\nALTER TABEL a ADD c int;").toString();
    String good = write("V3__c.sql", "ALTER TABLE a ADD d int").toString();
    Path sarif = directory.resolve("plan.sarif");
    Path json = directory.resolve("plan.json");

    Result one =
        run(
            Map.of(),
            "plan",
            "--format",
            "github",
            "--report",
            "sarif=" + sarif,
            "--report",
            "json=" + json,
            broken);
    assertThat(one.exitCode()).isEqualTo(4);
    assertThat(one.error()).startsWith("error [SQL_SYNTAX]: V2__b:3:7: ");
    assertThat(one.output())
        .startsWith("::error file=")
        .contains("V2__b.sql,line=3,col=7", "title=SQL_SYNTAX")
        .hasLineCount(1);
    assertThat(new ObjectMapper().readTree(sarif.toFile()).at("/runs/0/results")).hasSize(1);
    assertThat(json).doesNotExist();

    Result both = run(Map.of(), "plan", "--format", "github", broken, good);
    assertThat(both.exitCode()).isEqualTo(4);
    assertThat(both.output()).contains("V2__b.sql,line=3,col=7", "V3__c.sql,line=1,col=1");
  }

  /** Where the names say nothing, the order of the command line does. */
  @Test
  void severalFilesBesideAFolderRunInTheOrderInWhichTheyAreNamed() throws IOException {
    Path dump = write("dump.sql", "CREATE TABLE a (id integer PRIMARY KEY);");
    String first = write("first.sql", "ALTER TABLE a ADD COLUMN c int").toString();
    String second = write("second.sql", "ALTER TABLE a RENAME c TO d").toString();

    assertThat(done("plan", "--schema", dump.toString(), first, second))
        .contains("Script, 2 of 2: second.sql")
        .containsPattern("dump.sql\\s+and\\s+the\\s+file\\s+before\\s+it,\\s+replayed\\s+in");
    assertThat(refused(Map.of(), "plan", "--schema", dump.toString(), second, first))
        .contains("[OBJECT_MISSING] second:1:")
        .contains("What second.sql would change is not taken into account.")
        .contains("Plan of first");
  }

  @Test
  void severalFilesThatCannotBeToldApartAreUsage() throws IOException {
    String file = write("a.sql", "ALTER TABLE a ADD COLUMN c int").toString();
    assertThat(run(Map.of(), "plan", file, file).error()).contains("a file was named twice");
    assertThat(run(Map.of(), "plan", file, "-").error()).contains("standard input is one script");
    assertThat(run(Map.of(), "plan", file, directory + "/none.sql").error())
        .contains("there is no file");
    assertThat(
            run(Map.of(), "plan", "--report", "json=" + file, file, directory + "/b.sql").error())
        .contains("the script " + file + " would be written over");
  }

  @Test
  void aCommentHasRoomForTheBeginningsOfManyPlans() throws IOException {
    String script = "ALTER TABLE a ALTER COLUMN b TYPE bigint;\n".repeat(40);
    List<String> arguments = new ArrayList<>(List.of("plan", "--format", "markdown"));
    write("V1__a.sql", "CREATE TABLE a (id integer PRIMARY KEY, b integer)");
    for (int version = 2; version < 12; version++) {
      arguments.add(write("V" + version + "__b.sql", script).toString());
    }

    String comment = done(arguments.toArray(String[]::new));
    assertThat(comment.length()).isBetween(20_000, 65_536);
    assertThat(comment).contains("## Migration plan: V2__b", "**Cut:**");
  }

  /** For those who migrate with Instar, and those who run the file as it is. */
  @Test
  void whatInstarAvoidsCountsUnlessOnlyWhatRemainsDoes() throws IOException {
    write("V1__a.sql", "CREATE TABLE a (id integer PRIMARY KEY, b integer)");
    String rewrite = write("V2__b.sql", "ALTER TABLE a ALTER COLUMN id TYPE bigint").toString();
    String rename = write("V3__c.sql", "ALTER TABLE a RENAME b TO c").toString();

    assertThat(run(Map.of(), "plan", "--fail-on", "hazard", rewrite).exitCode()).isEqualTo(3);
    done("plan", "--fail-on", "hazard", "--remaining", rewrite);
    assertThat(run(Map.of(), "plan", "--fail-on", "hazard", "--remaining", rename).exitCode())
        .isEqualTo(3);
    assertThat(
            run(Map.of(), "plan", "--fail-on", "hazard", "--remaining", rewrite, rename).exitCode())
        .isEqualTo(3);
    done(
        "plan", "--fail-on", "hazard", "--remaining", "--accept", "RENAME-BREAKS", rewrite, rename);
  }

  private record Result(int exitCode, String output, String error) {}

  private static Result run(Map<String, String> environment, String... arguments) {
    TestShell shell = new TestShell(environment);
    int exitCode = shell.run(arguments);
    return new Result(exitCode, shell.output(), shell.error());
  }

  private static String done(String... arguments) {
    return done(Map.of(), arguments);
  }

  private static String done(Map<String, String> environment, String... arguments) {
    Result result = run(environment, arguments);
    assertThat(result.exitCode()).as(result.error()).isZero();
    return result.output();
  }

  private static String refused(Map<String, String> environment, String... arguments) {
    Result result = run(environment, arguments);
    assertThat(result.exitCode()).as(result.error()).isEqualTo(4);
    return result.output();
  }

  private static Plan comparable(Plan plan) {
    return new Plan(
        plan.format(),
        plan.name(),
        "a server",
        "a basis",
        plan.timeZone(),
        plan.searchPath(),
        "a fingerprint",
        plan.statements());
  }

  private static String opaque(String file) {
    return FOLDERS.resolve("opaque").resolve(file).toString();
  }

  private static void migrateWithFlyway(SharedDatabase database, Path folder, String last) {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), SERVER.user(), SERVER.password())
        .locations("filesystem:" + folder)
        .target(last)
        .load()
        .migrate();
  }

  private static void execute(SharedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(directory.resolve(file), text);
  }
}
