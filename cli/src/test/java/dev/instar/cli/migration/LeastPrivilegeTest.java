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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The role that the README creates can do everything, and without any of its rights nothing. */
class LeastPrivilegeTest {
  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);
  private static final String PASSWORD = "secret";

  @TempDir private Path directory;
  private SharedDatabase database;
  private String role;
  private String owner;
  private CommandLine instar;

  @BeforeEach
  void createRoleAndTables() throws SQLException, IOException {
    database = SERVER.createDatabase();
    String name = ask("SELECT current_database()").getFirst();
    role = name + "_migrator";
    owner = name + "_owner";
    instar = CommandLine.of(database, role, PASSWORD);
    execute(
        "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "CREATE ROLE " + owner,
        "GRANT USAGE, CREATE ON SCHEMA public TO " + owner,
        "SET ROLE " + owner,
        "CREATE TABLE customers (id int PRIMARY KEY)",
        "CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, note text,"
            + " at date GENERATED ALWAYS AS ('2026-01-01') STORED)",
        "CREATE TABLE items (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            + " orders int REFERENCES orders)",
        "CREATE INDEX orders_note ON orders (note)",
        "CREATE VIEW notes AS SELECT id, note FROM orders",
        "CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
        "CREATE TRIGGER same BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION same()",
        "INSERT INTO customers SELECT generate_series(1, 100)",
        "INSERT INTO orders (customer, note) SELECT 1 + i % 100, i FROM generate_series(1, 30000)"
            + " i",
        "INSERT INTO items (orders) SELECT generate_series(1, 100)",
        "RESET ROLE",
        "ANALYZE");
    for (String statement : ReadmeGrants.statements(role, PASSWORD, owner, name)) {
      execute(statement);
    }
    script("rebuild.sql", "ALTER TABLE orders ALTER COLUMN id TYPE bigint");
    script(
        "online.sql",
        "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;"
            + "CREATE INDEX orders_customer ON orders (customer);"
            + "ALTER TABLE items ADD CONSTRAINT positive CHECK (id > 0);"
            + "ALTER TABLE items ADD FOREIGN KEY (id) REFERENCES orders (id)"
            + "  DEFERRABLE INITIALLY DEFERRED NOT VALID");
  }

  @AfterEach
  void dropRoles() throws SQLException {
    database.close();
    SERVER.execute("DROP ROLE " + role);
    SERVER.execute("DROP ROLE " + owner);
  }

  @Test
  void theRoleOfTheReadmeCanRunEveryCommand() throws Exception {
    List<String> before = catalog();
    assertThat(instar.done("plan", path("rebuild.sql"))).contains("shadow table");
    assertThat(instar.done("status")).isEqualTo("No migration in this database.\n");

    CompletableFuture<Result> run =
        instar.begin(
            "migrate", "--max-rows-per-second", "100", "--chunk-time", "20ms", path("rebuild.sql"));
    await(run, "SELECT to_regclass('instar.shadow') IS NOT NULL");
    await(run, "SELECT EXISTS (SELECT FROM instar.shadow WHERE phase = 'copying')");
    assertThat(instar.done("pause")).contains("is paused");
    assertThat(instar.done("throttle", "--max-rows-per-second", "200")).contains("is throttled");
    assertThat(instar.done("status")).contains("Migration rebuild: running", "asked for   pause");
    assertThat(instar.done("resume")).contains("goes on where it runs");
    assertThat(instar.done("abort")).contains("was taken back");
    assertThat(run.get(60, TimeUnit.SECONDS).output()).contains("was taken back");
    assertThat(catalog()).isEqualTo(before);

    assertThat(instar.done("migrate", path("rebuild.sql")))
        .contains("is expanded", "rows that differ  0");
    assertThat(instar.done("contract")).contains("is done");
    assertThat(instar.done("migrate", path("online.sql"))).contains("is done");
    assertThat(
            ask(
                "SELECT format_type(atttypid, -1) || ' ' || c.relowner::regrole || ' '"
                    + " || (SELECT count(*) FROM orders) FROM pg_attribute a"
                    + " JOIN pg_class c ON c.oid = attrelid"
                    + " WHERE attrelid = 'orders'::regclass AND attname = 'id'"))
        .containsExactly("bigint " + owner + " 30000");
    assertThat(
            ask(
                "SELECT relname FROM pg_class WHERE relowner = '"
                    + role
                    + "'::regrole AND relnamespace = 'public'::regnamespace"))
        .as("nothing of the owner's has become the role's")
        .isEmpty();
  }

  @ParameterizedTest(name = "{1} without {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REVOKE CREATE ON DATABASE $db FROM $role    | rebuild.sql | PRIVILEGE   | CREATE ON DATABASE
          REVOKE CREATE ON DATABASE $db FROM $role    | online.sql  | PRIVILEGE   | CREATE ON DATABASE
          REVOKE CONNECT ON DATABASE $db FROM $role   | rebuild.sql | PRIVILEGE   | CONNECT ON DATABASE
          REVOKE USAGE ON SCHEMA public FROM $role, $owner | rebuild.sql | OBJECT_MISSING | USAGE on the schema
          REVOKE CREATE ON SCHEMA public FROM $role, $owner | rebuild.sql | PRIVILEGE   | CREATE ON SCHEMA
          REVOKE CREATE ON SCHEMA public FROM $role, $owner | online.sql  | PRIVILEGE   | CREATE ON SCHEMA
          REVOKE $owner FROM $role                    | rebuild.sql | DEPENDENT_OBJECT | belongs to another role
          REVOKE $owner FROM $role                    | online.sql  | PRIVILEGE   | public.items belongs to
          ALTER ROLE $role NOREPLICATION              | rebuild.sql | PRIVILEGE   | REPLICATION
          """)
  void aMissingRightIsSaidBeforeAnythingIsChanged(
      String revoke, String script, String code, String words) throws SQLException {
    execute(
        revoke
            .replace("$db", ask("SELECT current_database()").getFirst())
            .replace("$role", role)
            .replace("$owner", owner));
    List<String> before = catalog();

    Result result = instar.run("migrate", path(script));

    assertThat(result.error()).startsWith("error [" + code + "]: ").contains(words, "  next: ");
    assertThat(result.exitCode()).isEqualTo(code.equals("PRIVILEGE") ? 1 : 4);
    assertThat(catalog()).isEqualTo(before);
  }

  @Test
  void anotherRolesStateIsNotRead() throws SQLException, IOException {
    script("add.sql", "ALTER TABLE orders ADD COLUMN a int");
    CommandLine.ofSuperuser(database).done("migrate", path("add.sql"));
    for (String[] command :
        List.of(
            new String[] {"status"},
            new String[] {"resume"},
            new String[] {"migrate", path("online.sql")})) {
      Result result = instar.run(command);
      assertThat(result.exitCode()).as(result.error()).isEqualTo(1);
      assertThat(result.error())
          .startsWith("error [PRIVILEGE]: ")
          .contains("schema instar", "next: ");
    }
  }

  private void script(String name, String sql) throws IOException {
    Files.writeString(directory.resolve(name), sql);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  /** All there is, by name, but for the state of migrations that were taken back. */
  private List<String> catalog() throws SQLException {
    return ask(
        """
        SELECT concat_ws(' ', n.nspname, c.relname, c.relowner::regrole, a.attname,
                         format_type(a.atttypid, a.atttypmod))
          FROM pg_namespace n
          LEFT JOIN pg_class c ON c.relnamespace = n.oid
          LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         WHERE n.nspname NOT IN ('instar', 'pg_catalog', 'information_schema', 'pg_toast')
           AND n.nspname !~ '^pg_(temp|toast_temp)'
        UNION ALL SELECT 'constraint ' || conname FROM pg_constraint
                   WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots
                   WHERE database = current_database()
        UNION ALL SELECT 'publication ' || pubname FROM pg_publication
        UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
        ORDER BY 1
        """);
  }

  /** While that command runs. */
  private void await(CompletableFuture<Result> run, String question)
      throws SQLException, InterruptedException {
    while (!ask(question).equals(List.of("t"))) {
      assertThat(run.isDone() ? run.join().toString() : "").as(question).isEmpty();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private List<String> ask(String query) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> result = new ArrayList<>();
      while (rows.next()) {
        result.add(rows.getString(1));
      }
      return result;
    }
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
