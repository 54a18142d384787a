package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a table is for the scripts that come after the one that has made it. */
class FilledTablesTest {
  private static final String MADE = "CREATE TABLE copies (id integer, note text);";

  @ParameterizedTest
  @ValueSource(
      strings = {
        MADE,
        MADE + "CREATE INDEX ON copies (id);",
        MADE + "INSERT INTO copies VALUES (1, 'one'), (2, 'two');",
        MADE + "INSERT INTO copies DEFAULT VALUES;",
        "CREATE TABLE copies AS SELECT * FROM orders WITH NO DATA;"
      })
  void whatNobodyHasFilledIsEmpty(String script) {
    assertThat(sizeAfter(script)).contains(TableSize.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MADE + "INSERT INTO copies SELECT id, note FROM orders;",
        MADE + "INSERT INTO copies VALUES (1, 'one'); INSERT INTO copies TABLE orders;",
        MADE + "INSERT INTO copies SELECT g, '' FROM generate_series(1, 1000000) g;",
        MADE + "WITH o AS (SELECT * FROM orders) INSERT INTO copies SELECT id, note FROM o;",
        MADE + "DO $$ BEGIN INSERT INTO copies SELECT id, note FROM orders; END $$;",
        MADE + "SELECT fill_copies();",
        "CREATE TABLE copies AS SELECT * FROM orders;",
        "SELECT * INTO copies FROM orders;",
        "CREATE MATERIALIZED VIEW copies AS SELECT * FROM orders;",
        "CREATE TABLE copies (id integer, note text) PARTITION BY RANGE (id);"
            + "CREATE TABLE first_copies (id integer, note text);"
            + "INSERT INTO first_copies SELECT id, note FROM orders;"
            + "ALTER TABLE copies ATTACH PARTITION first_copies FOR VALUES FROM (1) TO (2);"
      })
  void howManyRowsAQueryHasGivenNobodyKnows(String script) {
    assertThat(sizeAfter(script)).isEmpty();
  }

  @Test
  void whatIsFilledFromAQueryIsLargeForTheNextScript() {
    String update = "UPDATE copies SET note = 'x';";

    assertThat(codes(MADE + "INSERT INTO copies SELECT id, note FROM orders;", update))
        .contains("LONG-WRITE");
    assertThat(codes(MADE, update)).doesNotContain("LONG-WRITE");
    assertThat(codes("", MADE + "INSERT INTO copies SELECT id, note FROM orders;" + update))
        .doesNotContain("LONG-WRITE");
  }

  private static Optional<TableSize> sizeAfter(String script) {
    return after(script).table(new TableName("public", "copies")).size();
  }

  private static Schema after(String script) {
    return planned(script, TestSchemas.with(TestSchemas.orders())).after();
  }

  private static List<String> codes(String earlier, String script) {
    return planned(script, after(earlier)).plan().statements().stream()
        .flatMap(s -> s.findings().stream())
        .map(f -> f.code())
        .toList();
  }

  private static PostgresPlanner.Planned planned(String script, Schema schema) {
    return PostgresPlanner.planned(
        "script",
        script,
        schema,
        TestSchemas.postgresql(17),
        PlanOptions.DEFAULT,
        List.of(),
        List.of());
  }
}
