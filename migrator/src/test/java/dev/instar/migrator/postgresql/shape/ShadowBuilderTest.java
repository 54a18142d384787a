package dev.instar.migrator.postgresql.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShadowBuilderTest {
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
  void theCopyFillsTheShadowAsTheNaiveAlterWould() throws SQLException {
    database.run(
        """
        CREATE TABLE t (id serial PRIMARY KEY, name varchar(20) COLLATE "C" UNIQUE, gone int,
          note text DEFAULT 'none', len int GENERATED ALWAYS AS (length(name)) STORED);
        INSERT INTO t (name) VALUES ('a'), ('bb');
        ALTER TABLE t DROP COLUMN gone;
        """);
    ShadowNames names = database.names("public", "t");
    Shape shape =
        database.create(
            names,
            Map.of("note", "t.note || upper(name)"),
            "ALTER COLUMN id TYPE bigint",
            "ALTER COLUMN note TYPE varchar(30) USING t.note || upper(name)",
            "ADD COLUMN flag boolean NOT NULL DEFAULT true",
            "ADD CONSTRAINT positive CHECK (id > 0)");

    database.fill(shape);

    database.run(
        """
        ALTER TABLE t ALTER COLUMN id TYPE bigint,
          ALTER COLUMN note TYPE varchar(30) USING t.note || upper(name),
          ADD COLUMN flag boolean NOT NULL DEFAULT true, ADD CONSTRAINT positive CHECK (id > 0);
        """);
    assertThat(database.texts("SELECT t::text FROM instar_shadow_1_1_1.t ORDER BY id"))
        .isEqualTo(database.texts("SELECT t::text FROM t ORDER BY id"));
    try (Connection connection = database.connect()) {
      CatalogFacts naive = CatalogFacts.of(connection, shape.sourceOid());
      CatalogFacts built = CatalogFacts.of(connection, shape.shadowOid());
      assertThat(built.minus(naive)).isEmpty();
      assertThat(naive.minus(built).keySet())
          .allMatch(path -> path.startsWith("sequence t_id_seq"));
    }
    assertThat(shape.key()).singleElement().extracting(KeyColumn::shadowType).isEqualTo("bigint");
    assertThat(shape.keyOrderPreserved()).isTrue();
    assertThat(shape.keyEqualityCoarser()).isFalse();
    assertThat(shape.deferred().get(0).name()).isEqualTo("t_pkey");
    assertThat(ShapeDocument.read(ShapeDocument.write(shape))).isEqualTo(shape);
  }

  @Test
  void aReplacedPrimaryKeyIsServedByATemporaryIndex() throws SQLException {
    database.run("CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL)");
    Shape shape =
        database.create(
            database.names("public", "t"), "DROP CONSTRAINT t_pkey", "ADD PRIMARY KEY (id, a)");

    assertThat(shape.deferred())
        .extracting(DeferredIndex::name, DeferredIndex::temporary, DeferredIndex::key)
        .containsExactly(tuple("instar_key", true, true), tuple("t_pkey", false, false));
  }

  @Test
  void theServersRefusalOfTheStatementIsShownAndNothingIsLeft() throws SQLException {
    database.run("CREATE TABLE t (id int PRIMARY KEY, a text)");

    assertThatThrownBy(
            () -> database.create(database.names("public", "t"), "ALTER COLUMN a TYPE int"))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATEMENT_UNSUPPORTED))
        .hasMessageContaining("cannot be cast automatically to type integer");

    assertThat(database.texts("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'instar%'"))
        .isEmpty();
  }

  @Test
  void aTransformThatGivesAnotherValueEachTimeIsRefused() throws SQLException {
    database.run("CREATE TABLE t (id int PRIMARY KEY, a text)");
    for (String expression :
        List.of("random()::text", "now()::text", "a || CURRENT_TIMESTAMP", "a || current_user")) {
      assertThatThrownBy(
              () ->
                  database.create(
                      database.names("public", "t"),
                      Map.of("a", expression),
                      "ALTER COLUMN a TYPE text USING " + expression))
          .as(expression)
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.VOLATILE_TRANSFORM));
    }
  }

  @Test
  void aTableWithoutAKeyThatTheStreamDeliversIsRefused() throws SQLException {
    database.run(
        """
        CREATE TABLE nokey (id int);
        CREATE TABLE nothing (id int PRIMARY KEY);
        ALTER TABLE nothing REPLICA IDENTITY NOTHING;
        CREATE TABLE dropped (id int PRIMARY KEY, a text);
        """);
    for (String table : List.of("nokey", "nothing")) {
      assertRefused(table, ErrorCode.NO_USABLE_KEY, "ALTER COLUMN id TYPE bigint");
    }
    assertRefused("dropped", ErrorCode.NO_USABLE_KEY, "DROP COLUMN id", "ADD COLUMN id int");
  }

  private void assertRefused(String table, ErrorCode code, String... actions) {
    assertThatThrownBy(() -> database.create(database.names("public", table), actions))
        .as(table)
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
