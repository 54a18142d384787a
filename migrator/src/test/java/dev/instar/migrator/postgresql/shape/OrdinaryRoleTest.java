package dev.instar.migrator.postgresql.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.plan.StepAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rebuild needs no superuser: who is a member of the owning role can do it all. */
class OrdinaryRoleTest {
  @Test
  void onSeventeen() throws SQLException {
    aMemberOfTheOwnerRebuilds(PostgresVersion.V17);
  }

  @Tag("wide")
  @ParameterizedTest
  @EnumSource(PostgresVersion.class)
  void onEveryVersion(PostgresVersion version) throws SQLException {
    aMemberOfTheOwnerRebuilds(version);
  }

  private static void aMemberOfTheOwnerRebuilds(PostgresVersion version) throws SQLException {
    try (TestDatabase database = new TestDatabase(version)) {
      for (String role : List.of("shape_owner", "shape_reader", "shape_deployer")) {
        database.role(role, "");
      }
      database.run(
          """
          GRANT shape_owner TO shape_deployer;
          CREATE SCHEMA app AUTHORIZATION shape_owner;
          GRANT CREATE ON DATABASE ${database} TO shape_owner;
          SET ROLE shape_owner;
          CREATE TABLE app.parent (id int PRIMARY KEY);
          CREATE TABLE app.t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s serial,
            p int REFERENCES app.parent, a text);
          CREATE TABLE app.child (t int REFERENCES app.t);
          CREATE VIEW app.v AS SELECT id, a FROM app.t;
          CREATE FUNCTION app.f() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM app.v);
          CREATE FUNCTION app.g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
          CREATE TRIGGER g BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.g();
          CREATE POLICY q ON app.t USING (id > 0);
          CREATE STATISTICS app.x ON a, p FROM app.t;
          GRANT SELECT ON app.t, app.v TO shape_reader;
          GRANT USAGE ON SEQUENCE app.t_id_seq TO shape_reader;
          INSERT INTO app.t (a) VALUES ('one');
          RESET ROLE;
          """
              .replace("${database}", database.one("SELECT current_database()")));
      ShadowNames names = database.names("app", "t");
      CatalogFacts before;
      Shape shape;
      try (Connection connection = database.connect()) {
        TestDatabase.run(connection, "SET ROLE shape_deployer");
        connection.setAutoCommit(false);
        shape =
            ShadowBuilder.create(
                connection,
                names,
                new StepAction.Rebuild(
                    names.source(), List.of("ALTER COLUMN id TYPE bigint"), Map.of()),
                List.of("app", "pg_catalog"));
        TestDatabase.run(
            connection,
            "INSERT INTO "
                + shape.shadow().quoted()
                + " OVERRIDING SYSTEM VALUE SELECT * FROM app.t");
        for (DeferredIndex index : shape.deferred()) {
          DeferredIndexes.build(connection, index);
        }
        connection.commit();
        before = CatalogFacts.of(connection, shape.sourceOid());
        Swap swap = Swap.prepare(connection, shape, names);
        for (LockedRelation relation : swap.locks()) {
          TestDatabase.run(connection, relation.lock());
        }
        swap.perform(connection);
        connection.commit();
        for (Swap.Validation validation : swap.validations()) {
          TestDatabase.run(connection, validation.statement());
        }
        connection.commit();
        assertThat(CatalogFacts.of(connection, shape.shadowOid()).minus(before).keySet())
            .containsExactlyInAnyOrder(
                "table column id type",
                "sequence t_id_seq of column id type",
                "sequence t_id_seq of column id options");
        connection.commit();
        TestDatabase.run(connection, "DROP TABLE instar_old_1_1_1.t");
        ShadowBuilder.drop(connection, names);
        connection.commit();
      }
      assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'instar%'"))
          .isEmpty();
    }
  }
}
