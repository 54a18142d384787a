package dev.instar.migrator.postgresql.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwapTest {
  private TestDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = new TestDatabase(PostgresVersion.V17);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void aRehearsalIsTakenBackAndAnEndedSessionLeavesNothing() throws SQLException {
    database.everything("integer", "smallint");
    ShadowNames names = database.names("public", "orders");
    Shape shape = database.create(names, "ALTER COLUMN id TYPE bigint");
    database.fill(shape);
    CatalogFacts before = facts(shape.sourceOid());

    try (Connection connection = database.connect()) {
      Swap swap = Swap.prepare(connection, shape, names);
      connection.setAutoCommit(false);
      for (int i = 0; i < 3; i++) {
        lock(connection, swap);
        swap.perform(connection);
        connection.rollback();
        assertThat(facts(shape.sourceOid())).isEqualTo(before);
      }
      lock(connection, swap);
      swap.perform(connection);
      database.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
              + " AND datname = current_database()");
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }

    assertThat(facts(shape.sourceOid())).isEqualTo(before);
    database.swap(names, shape);
    assertThat(
            database.one(
                "SELECT atttypid::regtype FROM pg_attribute"
                    + " WHERE attrelid = 'public.order_view'::regclass AND attname = 'id'"))
        .isEqualTo("bigint");
  }

  @Test
  void whatSomebodyElseChangesAfterItWasPreparedStopsIt() throws SQLException {
    for (String change :
        List.of(
            "GRANT SELECT ON t TO pg_monitor",
            "CREATE VIEW v AS SELECT id FROM t",
            "CREATE MATERIALIZED VIEW m AS SELECT id FROM t",
            "COMMENT ON COLUMN t.id IS 'new'",
            "CREATE FUNCTION f(t) RETURNS int LANGUAGE sql AS 'SELECT 1'")) {
      try (TestDatabase own = new TestDatabase(PostgresVersion.V17)) {
        own.run("CREATE TABLE t (id int PRIMARY KEY)");
        ShadowNames names = own.names("public", "t");
        Shape shape = own.create(names, "ALTER COLUMN id TYPE bigint");
        own.fill(shape);
        try (Connection connection = own.connect()) {
          Swap swap = Swap.prepare(connection, shape, names);
          own.run(change);
          connection.setAutoCommit(false);
          lock(connection, swap);
          assertThatThrownBy(() -> swap.perform(connection))
              .as(change)
              .isInstanceOfSatisfying(
                  MigrationException.class,
                  e -> assertThat(e.code()).isEqualTo(ErrorCode.FOREIGN_CHANGE));
        }
      }
    }
  }

  @Test
  void anIndexThatWasNotBuiltStopsIt() throws SQLException {
    database.run("CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE)");
    ShadowNames names = database.names("public", "t");
    Shape shape = database.create(names, "ALTER COLUMN id TYPE bigint");
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      DeferredIndexes.build(connection, shape.deferred().get(0));
      connection.commit();
      assertThat(DeferredIndexes.missing(connection, shape))
          .extracting(DeferredIndex::name)
          .containsExactly("t_a_key");
      Swap swap = Swap.prepare(connection, shape, names);
      lock(connection, swap);
      assertThatThrownBy(() -> swap.perform(connection)).hasMessageContaining("t_a_key");
    }
  }

  @Test
  void namesOfAnySortAndLengthAreCarried() throws SQLException {
    // 63 bytes each, with quotes, spaces, upper case, backslashes and other scripts.
    String table = "Ünïcode \"t\" 'q' \\ " + "x".repeat(63 - 20);
    String column = "\"id\" Ünïcode; -- ' \\ $$ " + "y".repeat(63 - 26);
    assertThat(table.getBytes(StandardCharsets.UTF_8)).hasSize(63);
    assertThat(column.getBytes(StandardCharsets.UTF_8)).hasSize(63);
    String schema = "My \"Schema\"; ' \\";
    String t = new TableName(schema, table).quoted();
    String c = Identifiers.quote(column);
    String s = Identifiers.quote(schema);
    database.run(
        """
        CREATE SCHEMA %2$s;
        CREATE TABLE %1$s (%3$s int GENERATED ALWAYS AS IDENTITY, a text DEFAULT '\\', CONSTRAINT %4$s
          PRIMARY KEY (%3$s));
        CREATE INDEX %5$s ON %1$s (lower(a)) WHERE %3$s > 0;
        CREATE VIEW %2$s.%3$s AS SELECT * FROM %1$s;
        COMMENT ON VIEW %2$s.%3$s IS 'a \\ b ''c'' "d"; $$ $instar$';
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER %3$s BEFORE INSERT ON %1$s FOR EACH ROW EXECUTE FUNCTION f('\\', '''');
        CREATE TABLE %2$s.child (x int CONSTRAINT %3$s REFERENCES %1$s);
        CREATE STATISTICS %2$s.%3$s ON a, %3$s FROM %1$s;
        INSERT INTO %1$s (a) VALUES ('1');
        """
            .formatted(
                t,
                s,
                c,
                Identifiers.quote("P" + column.substring(3)),
                Identifiers.quote("I" + column.substring(3))));
    ShadowNames names = database.names(schema, table);
    Shape shape =
        database.create(
            names, Map.of(column, c + "::bigint"), "ALTER COLUMN " + c + " TYPE bigint USING " + c);
    database.fill(shape);
    database.swap(names, shape);

    assertThat(database.one("SELECT pg_typeof(" + c + ") FROM " + s + "." + c)).isEqualTo("bigint");
    assertThat(database.one("INSERT INTO " + t + " (a) VALUES ('2') RETURNING " + c))
        .isEqualTo("2");
  }

  @Test
  void aViewThatCannotBeMadeAgainTakesTheSwapBack() throws SQLException {
    database.run(
        """
        CREATE TABLE t (id int PRIMARY KEY, a int);
        CREATE VIEW v AS SELECT a + 1 AS b FROM t;
        """);
    ShadowNames names = database.names("public", "t");
    Shape shape =
        database.create(names, Map.of("a", "a > 0"), "ALTER COLUMN a TYPE boolean USING a > 0");
    database.fill(shape);

    assertThatThrownBy(() -> database.swap(names, shape)).hasMessageContaining("boolean + integer");

    assertThat(database.texts("SELECT b FROM v")).isEmpty();
    assertThat(database.one("SELECT to_regclass('instar_old_1_1_1.t') IS NULL")).isEqualTo("t");
  }

  @Test
  void aForeignKeyOfTheNewShapeComesWithIt() throws SQLException {
    database.run(
        """
        CREATE TABLE parent (id int PRIMARY KEY);
        CREATE TABLE t (id int PRIMARY KEY, p int);
        """);
    ShadowNames names = database.names("public", "t");
    Shape shape =
        database.create(
            names,
            "ALTER COLUMN id TYPE bigint",
            "ADD CONSTRAINT fk FOREIGN KEY (p) REFERENCES parent");
    database.fill(shape);
    database.swap(names, shape);

    assertThat(database.one("SELECT convalidated FROM pg_constraint WHERE conname = 'fk'"))
        .isEqualTo("t");
  }

  @Test
  void aForeignKeyOfADroppedColumnGoesWithIt() throws SQLException {
    database.run(
        """
        CREATE TABLE parent (id int PRIMARY KEY);
        CREATE TABLE t (id int PRIMARY KEY, p int REFERENCES parent, q int REFERENCES t);
        """);
    ShadowNames names = database.names("public", "t");
    Shape shape = database.create(names, "ALTER COLUMN id TYPE bigint", "DROP COLUMN p");
    database.fill(shape);
    database.swap(names, shape);

    assertThat(database.texts("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
        .containsExactly("t_q_fkey");
  }

  @Test
  void aSerialsSequenceFollowsItsColumnAndADroppedOnesGoes() throws SQLException {
    database.run("CREATE TABLE t (id serial PRIMARY KEY, gone serial, a int)");
    ShadowNames names = database.names("public", "t");
    Shape shape = database.create(names, "ALTER COLUMN id TYPE bigint", "DROP COLUMN gone");
    database.fill(shape);
    database.swap(names, shape);

    assertThat(database.one("SELECT pg_get_serial_sequence('t', 'id')"))
        .isEqualTo("public.t_id_seq");
    assertThat(database.one("SELECT to_regclass('public.t_gone_seq') IS NULL")).isEqualTo("t");
  }

  private CatalogFacts facts(long table) throws SQLException {
    try (Connection connection = database.connect()) {
      return CatalogFacts.of(connection, table);
    }
  }

  private static void lock(Connection connection, Swap swap) throws SQLException {
    for (LockedRelation relation : swap.locks()) {
      TestDatabase.run(connection, relation.lock());
    }
  }
}
