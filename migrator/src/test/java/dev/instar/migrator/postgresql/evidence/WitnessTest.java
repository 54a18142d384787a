package dev.instar.migrator.postgresql.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.ServerVersion;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asking a server shows what it does, and does nothing to the user's own tables. */
class WitnessTest {
  private static final TableName ORDERS = new TableName("public", "orders");
  private static final TableName CUSTOMERS = new TableName("public", "customers");

  /** All that a statement could have left, but the schema that a server keeps for such tables. */
  private static final List<String> EVERYTHING =
      List.of(
          "SELECT * FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_' ORDER BY oid",
          "SELECT oid, relname, relnamespace, relfilenode, relacl, reloptions, relhasindex FROM"
              + " pg_class ORDER BY oid",
          "SELECT attrelid, attnum, attname, atttypid, attnotnull FROM pg_attribute ORDER BY 1, 2",
          "SELECT oid, typname FROM pg_type ORDER BY oid",
          "SELECT oid, conname, convalidated FROM pg_constraint ORDER BY oid",
          "SELECT oid, tgname, tgenabled FROM pg_trigger ORDER BY oid",
          "SELECT oid, polname FROM pg_policy ORDER BY oid",
          "SELECT oid, rulename FROM pg_rewrite ORDER BY oid",
          "SELECT indexrelid, indisvalid FROM pg_index ORDER BY 1",
          "SELECT oid, adrelid FROM pg_attrdef ORDER BY 1",
          "SELECT inhrelid, inhparent FROM pg_inherits ORDER BY 1, 2",
          "SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype FROM"
              + " pg_depend ORDER BY 1, 2, 3, 4, 5, 6",
          "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2");

  private TestDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.create();
    database.execute(
        """
        CREATE TABLE customers (id int PRIMARY KEY, name text);
        CREATE TABLE orders (
          id serial PRIMARY KEY, customer_id int CONSTRAINT fk REFERENCES customers,
          note varchar(20));
        CREATE INDEX ON orders (customer_id);
        CREATE VIEW named AS SELECT o.note, c.name FROM orders o JOIN customers c ON true;
        CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER t BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION changed();
        CREATE POLICY p ON orders USING (customer_id > 0);
        INSERT INTO customers VALUES (1, 'a');
        INSERT INTO orders (customer_id, note) VALUES (1, 'x');
        """);
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  @Test
  void aRewriteIsSeen() {
    Evidence.Tried seen = tried("ALTER TABLE public.orders ALTER id TYPE bigint").getFirst();
    assertThat(seen.locks()).containsExactly(claim(ORDERS, LockMode.ACCESS_EXCLUSIVE));
    assertThat(seen.work()).isEqualTo(Work.REWRITE);
    assertThat(seen.rewritten()).containsExactly(ORDERS);
    assertThat(seen.said()).contains("rewriting table \"orders\"");
    assertThat(seen.server()).startsWith("PostgreSQL 17.");
  }

  @Test
  void locksOnOtherTablesAreSeenUnderTheirNames() {
    assertThat(tried("ALTER TABLE orders DROP CONSTRAINT fk").getFirst().locks())
        .containsExactly(
            claim(CUSTOMERS, LockMode.ACCESS_EXCLUSIVE), claim(ORDERS, LockMode.ACCESS_EXCLUSIVE));
  }

  @Test
  void eachStatementFindsWhatThoseBeforeItHaveMadeAndHoldsItsOwnLocksOnly() {
    List<Evidence.Tried> seen =
        tried(
            """
            BEGIN;
            ALTER TABLE orders RENAME TO bills;
            ALTER INDEX public.orders_pkey RENAME TO bills_pkey;
            CREATE INDEX noted ON public.bills (note);
            COMMIT;
            DROP INDEX public.noted;
            ALTER TABLE bills ADD CONSTRAINT c CHECK (id > 0) NOT VALID;
            ALTER TABLE bills VALIDATE CONSTRAINT c
            """);
    TableName bills = new TableName("public", "bills");
    assertThat(seen)
        .extracting(Evidence.Tried::locks)
        .containsExactly(
            List.of(claim(ORDERS, LockMode.ACCESS_EXCLUSIVE)),
            List.of(claim(new TableName("public", "orders_pkey"), LockMode.SHARE_UPDATE_EXCLUSIVE)),
            List.of(claim(bills, LockMode.SHARE)),
            List.of(claim(bills, LockMode.ACCESS_EXCLUSIVE)),
            List.of(claim(bills, LockMode.ACCESS_EXCLUSIVE)),
            List.of(claim(bills, LockMode.SHARE_UPDATE_EXCLUSIVE)));
    assertThat(seen)
        .extracting(Evidence.Tried::work)
        .containsExactly(
            Work.INSTANT, Work.INSTANT, Work.INDEX_BUILD, Work.INSTANT, Work.INSTANT, Work.SCAN);
  }

  /** EXCLUSIVE conflicts with every level but ACCESS SHARE. */
  @Test
  void theTablesThemselvesAreNeverLockedBeyondAccessShare() throws SQLException {
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      TestDatabase.execute(
          other,
          "INSERT INTO orders (customer_id) VALUES (1)",
          "LOCK TABLE orders, customers, named IN EXCLUSIVE MODE",
          "ALTER SEQUENCE orders_id_seq INCREMENT 2");
      everythingAtOnce();
      // The catalog as others see it, and the user's path, in which copies come last by his wish.
      database.execute(
          "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_temp',"
              + " current_database()); END $$");
      everythingAtOnce();
      other.rollback();
    }
  }

  private static final String EVERYTHING_AT_ONCE =
      """
      ALTER TABLE orders ALTER id TYPE bigint;
      ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES public.customers;
      DROP INDEX orders_customer_id_idx;
      ALTER TABLE public.customers ADD COLUMN n int DEFAULT nextval('orders_id_seq');
      UPDATE orders SET note = nextval('public.orders_id_seq')::text;
      DELETE FROM customers;
      ALTER TABLE orders DROP COLUMN id CASCADE
      """;

  @Test
  void nothingIsLeft() throws SQLException {
    List<String> before = everything();
    everythingAtOnce();
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void whatWritesRowsIsNotRun() throws SQLException {
    database.execute(
        "CREATE SEQUENCE calls",
        "CREATE FUNCTION called() RETURNS int LANGUAGE sql AS $$ SELECT nextval('calls')::int $$");
    assertThat(
            ask(
                """
                UPDATE orders SET note = 'y' FROM called() c WHERE id = c;
                DELETE FROM orders WHERE id IN (SELECT called());
                INSERT INTO orders (id) SELECT called();
                SELECT called()
                """))
        .hasSize(4)
        .allMatch(Evidence.Explained.class::isInstance);
    assertThat(database.value("SELECT is_called FROM calls")).isEqualTo("f");
  }

  @Test
  void whatTheServerRefusesIsSeen() {
    assertThat(ask("ALTER TABLE orders ALTER note TYPE text"))
        .containsExactly(
            new Evidence.Refused(
                version(), "cannot alter type of a column used by a view or rule"));
  }

  @Test
  void whatComesAfterAStatementThatWasNotCarriedOutIsNotTried() {
    assertThat(ask("ALTER TABLE customers SET SCHEMA pg_catalog; ALTER TABLE customers ADD c int"))
        .containsExactly(
            new Evidence.NotTaken("a temporary table cannot be moved to another schema"),
            new Evidence.NotTaken("an earlier statement was not carried out on the copies"));
  }

  @Test
  void whatCannotRunInATransactionIsDoneForThoseAfterIt() {
    List<Evidence> seen =
        ask(
            "CREATE UNIQUE INDEX CONCURRENTLY i ON orders (note);"
                + " ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX i");
    assertThat(seen.getFirst()).isEqualTo(new Evidence.NotTaken("it cannot run in a transaction"));
    assertThat(seen.getLast()).isInstanceOf(Evidence.Tried.class);
  }

  @Test
  void aRelationOfWhichThereIsNoCopyIsNotTouched() throws SQLException {
    database.execute(
        "CREATE FOREIGN DATA WRAPPER w",
        "CREATE SERVER s FOREIGN DATA WRAPPER w",
        "CREATE FOREIGN TABLE far (id int) SERVER s");
    assertThat(ask("ALTER TABLE far ADD COLUMN n int"))
        .containsExactly(new Evidence.NotTaken("there is no copy of public.far, which it names"));
  }

  @Test
  void anEventTriggerThatWouldFireIsAReasonAndDoesNotFire() throws SQLException {
    database.execute(
        "CREATE TABLE fired (tag text)",
        """
        CREATE FUNCTION fire() RETURNS event_trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO fired VALUES (tg_tag); END $$
        """,
        "CREATE EVENT TRIGGER audit ON ddl_command_start EXECUTE FUNCTION fire()");
    assertThat(ask("ALTER TABLE orders ADD COLUMN n int"))
        .containsExactly(new Evidence.NotTaken("event trigger audit would fire"));
    assertThat(database.rows("SELECT * FROM fired")).isEmpty();
    database.execute("ALTER EVENT TRIGGER audit DISABLE");
    assertThat(tried("ALTER TABLE orders ADD COLUMN n int")).hasSize(1);
  }

  @Test
  void aRoleWithoutThePrivilegeIsToldSo() throws SQLException {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    server.createRole("witness", "LOGIN PASSWORD 'w'");
    database.execute(
        "DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC',"
            + " current_database()); END $$",
        "ALTER TABLE customers OWNER TO witness");
    List<Evidence> seen =
        ask(as("witness", "w", server.port(), ""), "ALTER TABLE customers ADD n int");
    assertThat(seen)
        .containsExactly(
            new Evidence.NotTaken(
                "the role may not make temporary tables in this database (GRANT TEMPORARY ON"
                    + " DATABASE …)"));
  }

  @Test
  void anOwnerWhoIsNobodyElseCanAsk() throws SQLException {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    server.createRole("witness", "LOGIN PASSWORD 'w'");
    database.execute(
        "ALTER TABLE customers OWNER TO witness", "ALTER TABLE orders OWNER TO witness");
    assertThat(
            ask(
                as("witness", "w", server.port(), ""),
                "ALTER TABLE customers ADD n int; ALTER TABLE orders DROP CONSTRAINT fk"))
        .hasSize(2)
        .allMatch(Evidence.Tried.class::isInstance);
  }

  @Test
  void behindAPoolerNobodyIsAsked() throws Exception {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    try (RenumberingProxy proxy = new RenumberingProxy(server.port())) {
      Sessions sessions =
          as(server.user(), server.password(), proxy.port(), "?sslmode=disable&gssEncMode=disable");
      assertThat(ask(sessions, "ALTER TABLE customers ADD n int"))
          .containsExactly(
              new Evidence.NotTaken("there is a pooler between Instar and the server"));
    }
  }

  @Test
  void aTableThatIsLockedKeepsNobodyWaiting() throws SQLException {
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      TestDatabase.execute(other, "LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
      assertThat(ask("ALTER TABLE orders ADD n int")).hasSize(1);
      other.rollback();
    }
  }

  @Test
  void aServerOfAnotherVersionSaysNothingOfThePlans() {
    assertThat(
            Witness.of(
                database.sessions(),
                SqlParser.outlineScript("ALTER TABLE orders ADD n int"),
                Optional.of(ServerVersion.postgresql(15))))
        .containsExactly(
            Optional.of(
                new Evidence.NotTaken(
                    "the plan is for PostgreSQL 15, and " + version() + " would answer")));
  }

  @Test
  void twoTablesOfOneNameHaveNoCopiesTogether() throws SQLException {
    database.execute("CREATE SCHEMA app", "CREATE TABLE app.orders (id int)");
    assertThat(ask("ALTER TABLE app.orders ADD n int; ALTER TABLE public.orders ADD n int"))
        .hasSize(2)
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        Evidence.NotTaken.class,
                        none -> assertThat(none.reason()).endsWith("have one name")));
  }

  private void everythingAtOnce() {
    assertThat(ask(EVERYTHING_AT_ONCE))
        .hasSize(7)
        .allMatch(e -> e instanceof Evidence.Tried || e instanceof Evidence.Explained);
  }

  private List<Evidence.Tried> tried(String script) {
    List<Evidence.Tried> tried = new ArrayList<>();
    for (Evidence evidence : ask(script)) {
      assertThat(evidence).isInstanceOf(Evidence.Tried.class);
      tried.add((Evidence.Tried) evidence);
    }
    return tried;
  }

  private List<Evidence> ask(String script) {
    return ask(database.sessions(), script);
  }

  private static List<Evidence> ask(Sessions sessions, String script) {
    return Witness.of(sessions, SqlParser.outlineScript(script), Optional.empty()).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Sessions as(String user, String password, int port, String options) throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database.value("SELECT current_database()");
    return new Sessions(
        new ConnectionSettings(url + options, Optional.of(user), Optional.of(password), Map.of()),
        "UTC");
  }

  private String version() {
    return tried("ALTER TABLE customers ADD n int").getFirst().server();
  }

  private List<String> everything() throws SQLException {
    List<String> all = new ArrayList<>();
    for (String query : EVERYTHING) {
      all.addAll(database.rows(query));
    }
    return all;
  }

  private static LockClaim claim(TableName relation, LockMode mode) {
    return new LockClaim(relation, mode);
  }
}
