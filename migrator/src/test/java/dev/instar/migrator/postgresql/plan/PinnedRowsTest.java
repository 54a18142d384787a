package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UPDATE and DELETE of the rows that a unique key names. */
class PinnedRowsTest {
  private static final String KEYS =
      """
      ALTER TABLE orders ADD COLUMN tenant integer, ADD COLUMN number bigint,
          ADD COLUMN email varchar(100), ADD COLUMN code text, ADD COLUMN late integer,
          ADD COLUMN part text;
      CREATE UNIQUE INDEX ON orders (tenant, number);
      CREATE UNIQUE INDEX ON orders (email);
      CREATE UNIQUE INDEX ON orders (code COLLATE "C");
      CREATE UNIQUE INDEX ON orders (lower(note));
      CREATE UNIQUE INDEX ON orders (part) WHERE total > 0;
      ALTER TABLE orders ADD UNIQUE (late) DEFERRABLE;
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE orders SET note = 'x' WHERE id = 5",
        "UPDATE orders SET note = 'x' WHERE 5 = id",
        "UPDATE orders SET note = 'x' WHERE id = -5",
        "UPDATE orders SET note = 'x' WHERE id = '5'",
        "UPDATE orders SET note = 'x' WHERE id = integer '5'",
        "UPDATE orders SET note = 'x' WHERE id = 5::int",
        "UPDATE orders o SET note = 'x' WHERE o.id = 5 AND (note = 'y' OR total > 7)",
        "UPDATE orders SET note = 'x' WHERE id IN (1, 2, 3)",
        "UPDATE orders SET note = random() WHERE id = 5",
        "UPDATE orders SET note = 'x' WHERE total > 7 AND (email = 'a@b.c' AND note IS NULL)",
        "UPDATE orders SET note = 'x' WHERE tenant = 5 AND number IN (1, 2)",
        "UPDATE orders SET note = c.note FROM customers c WHERE orders.id = 5",
        "UPDATE orders SET id = 6 WHERE id = 5",
        "DELETE FROM orders WHERE id = 5",
        "DELETE FROM orders o USING customers c WHERE o.id = 5 AND c.id = o.tenant"
      })
  void theyAreFew(String statement) {
    StatementPlan plan = plan(statement);

    assertThat(plan.refusal()).isEmpty();
    assertThat(plan.findings()).extracting(Finding::code).doesNotContain("LONG-WRITE");
    assertThat(plan.steps())
        .extracting(Step::action)
        .containsExactly(new StepAction.Execute(List.of(statement)));
    assertThat(plan.asWritten().estimate().rows()).isBetween(1L, 3L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE orders SET note = 'x'",
        "UPDATE orders SET note = 'x' WHERE id > 5",
        "UPDATE orders SET note = 'x' WHERE id <> 5",
        "UPDATE orders SET note = 'x' WHERE NOT id = 5",
        "UPDATE orders SET note = 'x' WHERE id = 5 OR total > 7",
        "UPDATE orders SET note = 'x' WHERE id NOT IN (1, 2, 3)",
        "UPDATE orders SET note = 'x' WHERE id = tenant",
        "UPDATE orders SET note = 'x' WHERE id = 5 + tenant",
        "UPDATE orders SET note = 'x' WHERE id = 5::float4",
        "UPDATE orders SET note = 'x' WHERE email = 'a@b.c'::citext",
        "UPDATE orders SET note = 'x' WHERE email = 'a' COLLATE \"de-x-icu\"",
        "UPDATE orders SET note = 'x' WHERE tenant = 5",
        "UPDATE orders SET note = 'x' WHERE note = 'y'",
        "UPDATE orders SET note = 'x' WHERE lower(note) = 'y'",
        "UPDATE orders SET note = 'x' WHERE code = 'y'",
        "UPDATE orders SET note = 'x' WHERE part = 'y'",
        "UPDATE orders SET note = 'x' WHERE late = 5",
        "UPDATE orders SET note = 'x' FROM customers c WHERE c.id = 5",
        "UPDATE orders SET note = 'x' FROM customers WHERE id = 5",
        "DELETE FROM orders o WHERE EXISTS (SELECT FROM customers o WHERE o.id = 5)"
      })
  void orNobodyKnowsHowMany(String statement) {
    assertThat(plan(statement).findings()).extracting(Finding::code).contains("LONG-WRITE");
  }

  /** The list is as long as what it writes. */
  @ParameterizedTest
  @ValueSource(ints = {2, 6000})
  void aLongListIsManyRows(int values) {
    String list = "1" + ", 1".repeat(values - 1);
    assertThat(
            plan("DELETE FROM orders WHERE id IN (%s)".formatted(list)).findings().stream()
                .anyMatch(finding -> finding.code().equals("LONG-WRITE")))
        .isEqualTo(values > BatchedWriteRule.SMALL_ROWS);
  }

  /** Of a table that nobody has counted, too. */
  @ParameterizedTest
  @ValueSource(strings = {"id = 5", "id > 5"})
  void aKeyIsEnoughToKnowTheRows(String condition) {
    Schema schema = TestSchemas.with(TestSchemas.orders().with(t -> t.size(Optional.empty())));
    assertThat(
            planned("UPDATE orders SET note = 'x' WHERE " + condition, schema)
                .plan()
                .statements()
                .getFirst()
                .findings()
                .stream()
                .anyMatch(finding -> finding.code().equals("LONG-WRITE")))
        .isEqualTo(condition.contains(">"));
  }

  private static StatementPlan plan(String statement) {
    Schema schema =
        TestSchemas.with(
            TestSchemas.orders(),
            TestSchemas.orders().with(t -> t.name(new TableName("public", "customers"))));
    return planned(statement, planned(KEYS, schema).after()).plan().statements().getFirst();
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
