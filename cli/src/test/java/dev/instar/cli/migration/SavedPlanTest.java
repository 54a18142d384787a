package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.migration.CommandLine.Result;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.json.PlanJson;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.plan.json.SavedPlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan that is made now and carried out later: as it was made, or not at all. */
@ParameterizedClass
@EnumSource
class SavedPlanTest {
  private static final String STALE = "error [PLAN_STALE]: ";

  private static PostgresServer engine;

  @Parameter private Server server;
  @TempDir private Path directory;
  private SharedDatabase database;
  private CommandLine instar;
  private Path plan;

  /** Where plans are made and carried out. */
  enum Server {
    POSTGRESQL,
    BUNDLED
  }

  @BeforeAll
  static void startEngine() {
    engine = PostgresServer.builder(PostgresVersion.V17).bundled().start();
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void createTables() throws SQLException {
    plan = directory.resolve("plan.json");
    database =
        switch (server) {
          case POSTGRESQL -> PostgresServer.shared(PostgresVersion.V17).createDatabase();
          case BUNDLED -> engine.createDatabase();
        };
    instar = CommandLine.ofSuperuser(database);
    createTables(database);
  }

  private static void createTables(SharedDatabase database) throws SQLException {
    execute(
        database,
        """
        CREATE TABLE customers (id int PRIMARY KEY);
        CREATE TABLE orders (
            id int PRIMARY KEY, note text, amount int, customer int REFERENCES customers);
        CREATE INDEX orders_note ON orders (note);
        CREATE VIEW open_orders AS SELECT id, note FROM orders;
        INSERT INTO orders (id) SELECT g FROM generate_series(1, 500) g;
        ANALYZE orders
        """);
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  @Test
  void unchangedItRunsAndIsKnownByItsScriptAfterwards() throws IOException, SQLException {
    String script = script("ALTER TABLE orders ADD COLUMN total bigint;");
    Result saved = instar.run("plan", "--output", plan.toString(), script);
    assertThat(saved.exitCode()).as(saved.error()).isZero();
    assertThat(saved.output()).startsWith("Plan of V7__orders\n");
    assertThat(saved.error())
        .isEqualTo("saved in %s: 'instar migrate --plan %s' runs it\n".formatted(plan, plan));

    assertThat(instar.done("migrate", "--plan", plan.toString()))
        .startsWith("Migration V7__orders is done.\n");

    assertThat(ask("SELECT count(*) FROM instar.migration")).isEqualTo("1");
    assertThat(instar.done("migrate", "--plan", plan.toString()))
        .isEqualTo(instar.done("migrate", script))
        .isEqualTo("Migration V7__orders is done.\n");
    assertThat(ask("SELECT count(*) FROM instar.migration")).isEqualTo("1");
  }

  @Test
  void aRebuildIsPlannedNowAndCarriedOutLater() throws IOException, SQLException {
    instar.done(
        "plan", "--output", plan.toString(), script("ALTER TABLE orders ALTER id TYPE bigint"));

    assertThat(instar.done("migrate", "--contract", "--plan", plan.toString()))
        .contains("is done", "rows that differ  0");
    assertThat(ask("SELECT pg_typeof(id) FROM orders LIMIT 1")).isEqualTo("bigint");
  }

  @Test
  void moreRowsAndNewStatisticsAreNoChange() throws IOException, SQLException {
    instar.done(
        "plan", "--output", plan.toString(), script("ALTER TABLE orders ALTER id TYPE bigint"));

    execute(
        database,
        """
        INSERT INTO orders (id, note) SELECT g, repeat('x', 50) FROM generate_series(501, 9000) g;
        DELETE FROM orders WHERE id % 7 = 0;
        ANALYZE orders;
        CREATE TABLE unrelated (id int)
        """);
    assertThat(instar.done("migrate", "--plan", plan.toString())).contains("is expanded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ALTER TABLE orders ALTER amount TYPE bigint | table public.orders: column amount was integer, is bigint
          ALTER TABLE orders ALTER amount SET DEFAULT 1 | table public.orders: column amount was integer, is integer DEFAULT 1
          ALTER TABLE orders ADD COLUMN more int | table public.orders: column more is new: integer
          ALTER TABLE orders ALTER id ADD GENERATED ALWAYS AS IDENTITY | table public.orders: column id was integer NOT NULL, is integer NOT NULL GENERATED ALWAYS AS IDENTITY
          ALTER TABLE orders DROP COLUMN amount | table public.orders: column amount is gone, was integer
          CREATE INDEX orders_amount ON orders (amount) | table public.orders: index orders_amount is new: CREATE INDEX orders_amount ON public.orders USING btree (amount)
          DROP INDEX orders_note | table public.orders: index orders_note is gone, was CREATE INDEX orders_note ON public.orders USING btree (note)
          DROP TABLE customers CASCADE | table public.customers is gone%n  table public.orders: constraint orders_customer_fkey is gone, was FOREIGN KEY (customer) REFERENCES public.customers(id)
          ALTER TABLE orders ADD CHECK (amount > 0) | table public.orders: constraint orders_amount_check is new: CHECK ((amount > 0))
          DROP VIEW open_orders | table public.orders: view public.open_orders is gone
          CREATE VIEW more AS SELECT amount FROM orders | table public.orders: view public.more is new
          CREATE MATERIALIZED VIEW more AS SELECT id FROM orders | table public.orders: materialized view public.more is new
          ALTER TABLE orders RENAME TO purchases | table public.orders is called public.purchases now
          ALTER TABLE orders SET SCHEMA other | table public.orders is called other.orders now
          DROP TABLE orders CASCADE | table public.orders is gone
          DROP TABLE orders CASCADE; CREATE TABLE orders (id int PRIMARY KEY) | table public.orders is another one: made anew, or of another database
          CREATE TABLE lines (id int REFERENCES orders) | table public.orders: foreign key lines_id_fkey of public.lines is new
          ALTER TABLE orders REPLICA IDENTITY FULL | table public.orders: replica identity was DEFAULT, is FULL
          ALTER TABLE orders SET UNLOGGED | table public.orders: persistence was PERMANENT, is UNLOGGED
          ALTER TABLE orders ENABLE ROW LEVEL SECURITY | table public.orders: traits was [], is [ROW_SECURITY]
          ALTER TABLE customers ADD COLUMN name text | table public.customers: column name is new: text
          """)
  void whatChangedSinceIsNamedAndNothingIsTouched(String change, String difference)
      throws IOException, SQLException {
    execute(database, "CREATE SCHEMA other");
    instar.done(
        "plan",
        "--output",
        plan.toString(),
        script(
            """
            ALTER TABLE orders ALTER id TYPE bigint, ADD COLUMN a int,
                ADD FOREIGN KEY (amount) REFERENCES customers;
            """));
    executeIfSupported(change);
    String before = catalog();

    Result refused = instar.run("migrate", "--plan", plan.toString());

    assertThat(refused.exitCode()).as(refused.error()).isEqualTo(4);
    assertThat(refused.error())
        .startsWith(STALE + plan + " does not fit any more:\n  ")
        .contains("  " + difference.replace("%n", "\n") + "\n")
        .contains(
            "\n  next: Nothing was run. If these changes are meant, plan V7__orders again and read"
                + " what comes of it: 'instar plan --output "
                + plan
                + "' and the script.\n");
    assertThat(refused.output()).isEmpty();
    assertThat(catalog()).isEqualTo(before);
  }

  /** A small table is written at once, a large one in batches. */
  @Test
  void whatRowsAndNamesWouldMakeAnotherPlanOfIsRefused() throws IOException, SQLException {
    instar.done(
        "plan",
        "--output",
        plan.toString(),
        script("CREATE INDEX ON orders (amount);\nUPDATE orders SET amount = 1;"));
    execute(database, "CREATE TABLE orders_amount_idx (id int)");
    execute(database, "INSERT INTO orders (id) SELECT g FROM generate_series(501, 30000) g");
    execute(database, "ANALYZE orders");
    String before = catalog();

    Result refused = instar.run("migrate", "--plan", plan.toString());

    assertThat(refused.exitCode()).as(refused.error()).isEqualTo(4);
    assertThat(refused.error())
        .startsWith(
            STALE
                + plan
                + " does not fit any more:\n  statement 1 (line 1) has other steps now: 'Build"
                + " index orders_amount_idx1' instead of 'Build index orders_amount_idx'\n"
                + "  statement 2 (line 2) has other steps now: 'Update rows of public.orders in"
                + " batches' instead of 'Update rows of public.orders'\n");
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void aSearchPathThatFindsOtherTablesIsRefused() throws IOException, SQLException {
    execute(database, "CREATE SCHEMA other");
    instar.done(
        "plan", "--output", plan.toString(), script("ALTER TABLE orders ADD COLUMN a int;"));
    execute(database, "ALTER DATABASE " + database.name() + " SET search_path = other, public");

    assertThat(instar.run("migrate", "--plan", plan.toString()).error())
        .startsWith(
            STALE
                + plan
                + " does not fit any more:\n  server: search_path was pg_catalog, public, is"
                + " pg_catalog, other, public\n");
  }

  @Test
  void withoutItsScriptItRunsAndWithItTheScriptMustBeTheSame() throws IOException, SQLException {
    String script = script("ALTER TABLE orders ADD COLUMN a int;\n\n-- Behind.\n");
    instar.done("plan", "--output", plan.toString(), script);

    script("ALTER TABLE orders ADD COLUMN a int;\n\nDROP TABLE customers;\n");
    Result refused = instar.run("migrate", "--plan", plan.toString(), script);
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.error())
        .startsWith(
            STALE
                + plan
                + " was not made from "
                + script
                + " as it is now:\n  line 3 was '-- Behind.', is 'DROP TABLE customers;'\n"
                + "  next: Nothing was run. If the change is meant, plan again and read what comes"
                + " of it: 'instar plan --output "
                + plan
                + " "
                + script
                + "'.\n");
    Files.writeString(Path.of(script), "ALTER TABLE orders ADD COLUMN a int;\n");
    assertThat(instar.run("migrate", "--plan", plan.toString(), script).error())
        .contains("  line 2 was empty, is not there\n");
    assertThat(ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'instar'")).isEqualTo("0");

    script("ALTER TABLE orders ADD COLUMN a int;\n\n-- Behind.\n");
    assertThat(instar.done("migrate", "--plan", plan.toString(), script)).contains("is done");
    Files.delete(Path.of(script));
    assertThat(instar.done("migrate", "--plan", plan.toString())).contains("is done");
  }

  /** Whoever can write the file can make its checksum right. */
  @Test
  void stepsThatTheScriptDoesNotComeToAreRefused() throws IOException, SQLException {
    instar.done(
        "plan", "--output", plan.toString(), script("ALTER TABLE orders ADD COLUMN a int;"));
    SavedPlan saved = SavedPlanJson.read("", Files.readString(plan));
    Plan forged =
        PlanJson.map(saved.plan(), text -> text.replaceFirst("^ALTER .*", "DROP TABLE customers"));
    assertThat(forged.steps()).isNotEqualTo(saved.plan().steps());
    Files.writeString(
        plan,
        SavedPlanJson.write(
            new SavedPlan(saved.release(), saved.script(), saved.foundation(), forged)));
    String before = catalog();

    assertThat(instar.run("migrate", "--plan", plan.toString()).error())
        .startsWith(STALE + plan + " does not fit any more:\n  statement 1 (line 1) ");
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void aPasswordIsNotSaved() throws IOException {
    String script = script("ALTER TABLE orders ALTER note SET DEFAULT 'password=hunter2';");
    Result refused = instar.run("plan", "--output", plan.toString(), script);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.error())
        .startsWith("error [USAGE]: V7__orders holds a password, and a saved plan would hold it")
        .doesNotContain("hunter2");
    assertThat(plan).doesNotExist();

    instar.done("plan", "--output", plan.toString(), script("ALTER TABLE orders ADD a int"));
    assertThat(plan)
        .content()
        .doesNotContain(instar.environment().get("INSTAR_PASSWORD"))
        .doesNotContain(instar.environment().get("INSTAR_URL"));
  }

  @Test
  void sizesOfAFileAreNotPlannedFor() throws IOException {
    assertThat(
            instar
                .run(
                    "plan",
                    "--stats",
                    "sizes.json",
                    "--output",
                    plan.toString(),
                    script("ALTER TABLE orders ADD a int"))
                .error())
        .startsWith("error [USAGE]: --output saves a plan for the sizes that the tables have");
  }

  @Test
  void aPlanThatIsSavedWritesOverNoOtherFileOfTheCommand() throws IOException {
    String script = script("ALTER TABLE orders ADD a int");
    for (String[] twice :
        new String[][] {
          {"--report", "json=" + plan},
          {"--write-baseline", plan.toString()},
        }) {
      Result refused = instar.run("plan", twice[0], twice[1], "--output", plan.toString(), script);
      assertThat(refused.exitCode()).as(twice[0]).isEqualTo(2);
      assertThat(refused.error()).contains(plan.toString());
      assertThat(plan).doesNotExist();
    }
  }

  @Test
  void anotherServerIsRefused() throws IOException, SQLException {
    String script = script("ALTER TABLE orders ADD COLUMN a int;");
    try (SharedDatabase older = PostgresServer.shared(PostgresVersion.V16).createDatabase()) {
      createTables(older);
      CommandLine.ofSuperuser(older).done("plan", "--output", plan.toString(), script);
    }
    assertThat(instar.run("migrate", "--plan", plan.toString()).error())
        .startsWith(STALE)
        .contains("server: major version was 16, is 17");

    instar.done("plan", "--time-zone", "Europe/Berlin", "--output", plan.toString(), script);
    Result zone = instar.run("migrate", "--time-zone", "UTC", "--plan", plan.toString());
    assertThat(zone.exitCode()).isEqualTo(4);
    assertThat(zone.error())
        .startsWith(STALE + plan + " was made for time zone Europe/Berlin, not UTC\n");
    assertThat(instar.done("migrate", "--plan", plan.toString())).contains("is done");
    assertThat(ask("SELECT plan::json ->> 'timeZone' FROM instar.migration"))
        .isEqualTo("Europe/Berlin");
  }

  @Test
  void anAlteredPlanIsRefused() throws IOException, SQLException {
    instar.done(
        "plan", "--output", plan.toString(), script("ALTER TABLE orders ADD COLUMN a int;"));
    Files.writeString(plan, Files.readString(plan).replace("ADD COLUMN a int", "DROP COLUMN note"));

    Result refused = instar.run("migrate", "--plan", plan.toString());

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.error()).startsWith(STALE + plan + " was altered after it was made\n");
    assertThat(ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'instar'")).isEqualTo("0");
  }

  @Test
  void aPlanOfWhatIsRefusedIsRefused() throws IOException {
    Result planned =
        instar.run(
            "plan",
            "--output",
            plan.toString(),
            script("ALTER TABLE orders ALTER id TYPE bigint USING random()::bigint;"));
    assertThat(planned.exitCode()).isEqualTo(4);

    assertThat(instar.run("migrate", "--plan", plan.toString()).error())
        .startsWith("error [VOLATILE_TRANSFORM]: V7__orders, line 1: ");
  }

  @Test
  void whatWasAcceptedStaysAccepted() throws IOException {
    String script = script("ALTER TABLE orders RENAME COLUMN note TO remark;");
    instar.done("plan", "--output", plan.toString(), script);
    Result unsafe = instar.run("migrate", "--plan", plan.toString());
    assertThat(unsafe.exitCode()).isEqualTo(4);
    assertThat(unsafe.error()).startsWith("error [UNSAFE]: RENAME-BREAKS: ");

    instar.done("plan", "--accept", "RENAME-BREAKS", "--output", plan.toString(), script);
    assertThat(instar.done("migrate", "--plan", plan.toString())).contains("is done");
  }

  @Test
  void itIsAcceptedWhenItIsCarriedOutToo() throws IOException {
    instar.done(
        "plan", "--output", plan.toString(), script("ALTER TABLE orders RENAME note TO remark;"));

    assertThat(instar.done("migrate", "--accept", "RENAME-BREAKS", "--plan", plan.toString()))
        .contains("is done");
  }

  @Test
  void onlyAPlanIsOverwrittenAndItIsItsOwnersAlone() throws IOException {
    String script = script("ALTER TABLE orders ADD COLUMN a int;");
    Result over = instar.run("plan", "--output", script, script);
    assertThat(over.exitCode()).isEqualTo(2);
    assertThat(over.error())
        .startsWith("error [USAGE]: the script " + script + " would be written over");
    Path other = Files.writeString(directory.resolve("other.json"), "{}");
    assertThat(instar.run("plan", "--output", other.toString(), script).error())
        .startsWith("error [USAGE]: " + other + " is there and is no saved plan");
    assertThat(other).content().isEqualTo("{}");

    instar.done("plan", "--output", plan.toString(), script);
    instar.done("plan", "--output", plan.toString(), script);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)))
        .isEqualTo("rw-------");
    assertThat(instar.run("plan", "--output", "/none/plan.json", script).exitCode()).isEqualTo(1);
  }

  @Test
  void aPlanOfAFolderIsNotSavedAndSomethingElseIsNoPlan() throws IOException {
    String script = script("ALTER TABLE orders ADD COLUMN a int;");
    assertThat(instar.run("migrate", "--plan", "plan.json", "--locations", ".").exitCode())
        .isEqualTo(2);
    assertThat(instar.run("plan", "--output", "plan.json", "--locations", ".").exitCode())
        .isEqualTo(2);
    assertThat(instar.run("migrate", "--plan", "none.json").error())
        .startsWith("error [USAGE]: there is no file none.json\n");
    assertThat(instar.run("migrate", "--plan", script).error())
        .startsWith("error [USAGE]: " + script + ":1:");

    Files.writeString(plan, instar.done("plan", "--format", "json", script));
    assertThat(instar.run("migrate", "--plan", plan.toString()).error())
        .startsWith("error [USAGE]: " + plan + " is no saved plan\n");
  }

  private String script(String sql) throws IOException {
    return Files.writeString(directory.resolve("V7__orders.sql"), sql).toString();
  }

  /** What the bundled engine does not do yet cannot have changed there. */
  private void executeIfSupported(String change) throws SQLException {
    try {
      execute(database, change);
    } catch (SQLException e) {
      if (server == Server.BUNDLED && "0A000".equals(e.getSQLState())) {
        Assumptions.abort(e.getMessage());
      }
      throw e;
    }
  }

  /** Every object of the database and when it was written. */
  private String catalog() throws SQLException {
    return ask(
        """
        SELECT string_agg(row, E'\\n' ORDER BY row) FROM (
          SELECT 'class ' || oid || ' ' || xmin || ' ' || relname FROM pg_class WHERE oid >= 16384
          UNION ALL SELECT 'column ' || attrelid || ' ' || xmin || ' ' || attname
                    FROM pg_attribute WHERE attrelid >= 16384
          UNION ALL SELECT 'schema ' || nspname FROM pg_namespace
          UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
                    WHERE database = current_database()) AS all_of_them (row)
        """);
  }

  private String ask(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(SharedDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
