package dev.instar.migrator.postgresql.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.session.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Invariant I9: a table with everything hanging on it is swapped; afterwards the catalog says of
 * the whole database what it says where the table had the new types from the beginning.
 */
class I9TheSwapCarriesEverythingTest {

  @Test
  void onSeventeen() throws SQLException {
    swappedIsAsIfBornSo(PostgresVersion.V17);
  }

  @Tag("wide")
  @ParameterizedTest
  @EnumSource(PostgresVersion.class)
  void onEveryVersion(PostgresVersion version) throws SQLException {
    swappedIsAsIfBornSo(version);
  }

  private static void swappedIsAsIfBornSo(PostgresVersion version) throws SQLException {
    try (TestDatabase swapped = new TestDatabase(version);
        TestDatabase born = new TestDatabase(version)) {
      swapped.everything("integer", "smallint");
      born.everything("bigint", "integer");
      if (!born.isBundled()) {
        // The server's own ALTER TYPE forgets it when it rebuilds the index.
        born.run("ALTER INDEX public.\"Orders Expression\" ALTER COLUMN 1 SET STATISTICS -1");
      }
      swapped.run("INSERT INTO public.orders (customer) VALUES (1), (2)");

      ShadowNames names = swapped.names("public", "orders");
      Shape shape =
          swapped.create(names, "ALTER COLUMN id TYPE bigint", "ALTER COLUMN n TYPE integer");
      swapped.fill(shape);
      swapped.swap(names, shape);

      CatalogFacts actual = facts(swapped);
      CatalogFacts expected = facts(born);
      assertThat(actual.minus(expected)).as("only in the swapped one").isEmpty();
      assertThat(expected.minus(actual)).as("missing in the swapped one").isEmpty();
      assertThat(
              swapped.texts(
                  "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'v', 'S')"
                      + " AND relnamespace = 'public'::regnamespace ORDER BY 1"))
          .isEqualTo(
              born.texts(
                  "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'v', 'S')"
                      + " AND relnamespace = 'public'::regnamespace ORDER BY 1"));
      assertThat(
              swapped.texts(
                  "INSERT INTO public.orders (customer) VALUES (1) RETURNING concat_ws(' ', id, n,"
                      + " m)"))
          .as("sequences go on where they were")
          .containsExactly("102 25 5");
      swapped.run("DROP SCHEMA instar_shadow_1_1_1");
      swapped.run("DROP TABLE instar_old_1_1_1.orders");
    }
  }

  /** Of every table, under its name. */
  private static CatalogFacts facts(TestDatabase database) throws SQLException {
    TreeMap<String, String> result = new TreeMap<>();
    try (Connection connection = database.connect()) {
      Map<String, Long> tables = new TreeMap<>();
      Queries.rows(
          connection,
          """
          SELECT relname, oid FROM pg_class
           WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
          """,
          row -> tables.put(row.getString(1), row.getLong(2)));
      for (Map.Entry<String, Long> table : tables.entrySet()) {
        CatalogFacts.of(connection, table.getValue())
            .lines()
            .forEach((path, value) -> result.put(table.getKey() + ": " + path, value));
      }
    }
    return new CatalogFacts(result);
  }
}
