package dev.instar.migrator.postgresql.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be carried over is refused by name, before anything is changed. */
class DependentsTest {
  private record Refused(String kind, String identity, String setUp) {}

  private static final List<Refused> REFUSED =
      List.of(
          new Refused(
              "materialized view", "public.x", "CREATE MATERIALIZED VIEW x AS SELECT id FROM t"),
          new Refused(
              "materialized view",
              "public.x",
              "CREATE VIEW v AS SELECT id FROM t; CREATE MATERIALIZED VIEW x AS SELECT id FROM v"),
          new Refused(
              "function",
              "function public.x(public.t)",
              "CREATE FUNCTION x(t) RETURNS int LANGUAGE sql AS 'SELECT 1'"),
          new Refused(
              "function",
              "function public.x()",
              "CREATE FUNCTION x() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'"),
          new Refused(
              "function",
              "function public.x(public.v)",
              "CREATE VIEW v AS SELECT id FROM t;"
                  + " CREATE FUNCTION x(v) RETURNS int LANGUAGE sql AS 'SELECT 1'"),
          new Refused("row type", "column c of table public.x", "CREATE TABLE x (c t)"),
          new Refused("row type", "column c of table public.x", "CREATE TABLE x (c t[])"),
          new Refused("row type", "type public.x", "CREATE DOMAIN x AS t"),
          new Refused("child", "public.x", "CREATE TABLE x () INHERITS (t)"),
          new Refused("parent", "public.x", "CREATE TABLE x (id int); ALTER TABLE t INHERIT x"),
          new Refused(
              "policy",
              "policy x on table public.o",
              "CREATE TABLE o (id int);"
                  + " CREATE POLICY x ON o USING (EXISTS (SELECT FROM t WHERE t.id = o.id))"),
          new Refused(
              "rule",
              "rule x on table public.o",
              "CREATE TABLE o (id int);"
                  + " CREATE RULE x AS ON INSERT TO o DO ALSO INSERT INTO t VALUES (NEW.id)"),
          new Refused(
              "default",
              "default value for column r of table public.o",
              "CREATE TABLE o (r regclass DEFAULT 't'::regclass)"),
          new Refused(
              "default",
              "default value for column r of table public.o",
              "CREATE TABLE o (r int DEFAULT nextval('t_i_seq'))"),
          new Refused(
              "trigger",
              "trigger x on table public.o",
              "CREATE TABLE o (id int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                  + " 'BEGIN RETURN NULL; END'; CREATE CONSTRAINT TRIGGER x AFTER INSERT ON o"
                  + " FROM t FOR EACH ROW EXECUTE FUNCTION f()"),
          new Refused(
              "trigger",
              "of foreign key o_id_fkey on public.t",
              "CREATE TABLE o (id int REFERENCES t); ALTER TABLE t DISABLE TRIGGER ALL"),
          new Refused(
              "type",
              "public.x",
              "CREATE TYPE x AS (id int); CREATE TABLE t2 OF x (PRIMARY KEY (id));"
                  + " ALTER TABLE t RENAME TO t1; ALTER TABLE t2 RENAME TO t"),
          new Refused(
              "statistics",
              "other.x",
              "CREATE SCHEMA other; CREATE STATISTICS other.x ON id, a FROM t;"
                  + " CREATE STATISTICS x ON id, a FROM t"),
          new Refused(
              "extension", "extension plpgsql", "ALTER INDEX t_pkey DEPENDS ON EXTENSION plpgsql"));

  @Test
  void everyRefusedKindIsNamedAndNothingIsChanged() throws SQLException {
    for (Refused refused : REFUSED) {
      try (TestDatabase database = new TestDatabase(PostgresVersion.V17)) {
        assertRefused(database, refused);
      }
    }
  }

  @Test
  void aForeignKeyOfAPartitionedTableIsRefusedBeforeEighteen() throws SQLException {
    try (TestDatabase database = new TestDatabase(PostgresVersion.V17)) {
      assertRefused(
          database,
          new Refused(
              "foreign key",
              "o_id_fkey of public.o",
              "CREATE TABLE o (id int REFERENCES t) PARTITION BY LIST (id)"));
    }
  }

  @Tag("wide")
  @ParameterizedTest
  @EnumSource(PostgresVersion.class)
  void everyRefusedKindOnEveryVersion(PostgresVersion version) throws SQLException {
    for (Refused refused : REFUSED) {
      try (TestDatabase database = new TestDatabase(version)) {
        assertRefused(database, refused);
      }
    }
  }

  @Test
  void whatIsCarriedIsListed() throws SQLException {
    try (TestDatabase database = new TestDatabase(PostgresVersion.V17);
        Connection connection = database.connect()) {
      database.everything("integer", "smallint");
      long oid = Long.parseLong(database.one("SELECT 'public.orders'::regclass::oid"));
      List<Dependent> dependents = Dependents.read(connection, oid);
      assertThat(dependents).allMatch(Dependent::carried);
      assertThat(dependents)
          .extracting(Dependent::kind)
          .contains(
              "view",
              "foreign key",
              "trigger",
              "rule",
              "policy",
              "publication",
              "statistics",
              "sequence",
              "function");
    }
  }

  private static void assertRefused(TestDatabase database, Refused refused) throws SQLException {
    database.run(
        "CREATE TABLE t (id int PRIMARY KEY, a int, i int GENERATED BY DEFAULT AS IDENTITY);"
            + refused.setUp());
    try (Connection connection = database.connect()) {
      long oid = Long.parseLong(database.one("SELECT 't'::regclass::oid"));
      assertThat(Dependents.read(connection, oid))
          .as(refused.toString())
          .anySatisfy(
              dependent -> {
                assertThat(dependent.kind()).isEqualTo(refused.kind());
                assertThat(dependent.identity()).isEqualTo(refused.identity());
                assertThat(dependent.carried()).isFalse();
                assertThat(dependent.reason()).isNotEmpty();
              });
    }
    assertThatThrownBy(
            () -> database.create(database.names("public", "t"), "ALTER COLUMN a TYPE bigint"))
        .as(refused.toString())
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENT_OBJECT));
    assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'instar%'"))
        .isEmpty();
  }
}
