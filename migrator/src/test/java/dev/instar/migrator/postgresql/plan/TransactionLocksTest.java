package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a file does as a whole, where its statements are harmless one by one. */
class TransactionLocksTest {
  private static final Table CUSTOMERS =
      TestSchemas.orders().with(t -> t.name(new TableName("public", "customers")));

  private static final String VALIDATED_AT_ONCE =
      """
      ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0) NOT VALID;
      ALTER TABLE orders VALIDATE CONSTRAINT c;
      """;

  @Test
  void aLockIsKeptThroughAScanInTheSameTransaction() {
    assertThat(codes("V1.sql", "BEGIN;\n" + VALIDATED_AT_ONCE + "COMMIT;")).contains("3:LOCK-KEPT");
  }

  @Test
  void whatIsKeptIsPartOfTheEffect() {
    List<StatementPlan> statements =
        plan("V1.sql", "BEGIN;\n" + VALIDATED_AT_ONCE + "COMMIT;\nDROP TABLE orders;").statements();
    assertThat(statements.stream().map(s -> s.asWritten().kept()))
        .containsExactly(
            List.of(),
            List.of(),
            List.of(new LockClaim(new TableName("public", "orders"), LockMode.ACCESS_EXCLUSIVE)),
            List.of(),
            List.of());
  }

  @Test
  void inTransactionsOfTheirOwnTheyDoNotMeet() {
    assertThat(codes("V1.sql", VALIDATED_AT_ONCE)).noneMatch(code -> code.endsWith("LOCK-KEPT"));
    assertThat(
            codes(
                "V1.sql",
                "BEGIN;\n" + VALIDATED_AT_ONCE.replace(";\nALTER", ";\nCOMMIT;\nBEGIN;\nALTER")))
        .noneMatch(code -> code.endsWith("LOCK-KEPT"));
  }

  @Test
  void aVersionOfFlywaysIsOneTransaction() {
    assertThat(codes("V7__checks.sql", VALIDATED_AT_ONCE)).contains("2:LOCK-KEPT");
    assertThat(
            codes(
                "V7__checks.sql",
                VALIDATED_AT_ONCE + "CREATE INDEX CONCURRENTLY ON orders (note);"))
        .noneMatch(code -> code.endsWith("LOCK-KEPT"));
  }

  @Test
  void twoTablesInOneTransactionMayDeadlock() {
    String both =
        "ALTER TABLE orders ADD COLUMN x integer;\nALTER TABLE customers ADD COLUMN x integer;\n";
    assertThat(codes("V1.sql", "BEGIN;\n" + both + "COMMIT;")).contains("3:LOCK-ORDER");
    assertThat(codes("V1.sql", both)).noneMatch(code -> code.endsWith("LOCK-ORDER"));
  }

  @Test
  void anIndexThatAnotherOneCoversIsNamed() {
    assertThat(
            codes(
                "V1.sql",
                "CREATE INDEX wide ON orders (note, id);\nCREATE INDEX narrow ON orders (note);\n"
                    + "CREATE INDEX other ON orders (id, note);"
                    + "CREATE UNIQUE INDEX one ON orders (note);"))
        .containsOnlyOnce("2:INDEX-COVERED")
        .doesNotContain("1:INDEX-COVERED", "3:INDEX-COVERED");
  }

  /** Line and code of every finding. */
  private static List<String> codes(String name, String script) {
    Plan plan = plan(name, script);
    return plan.statements().stream()
        .flatMap(s -> s.findings().stream())
        .map(TransactionLocksTest::placed)
        .toList();
  }

  private static String placed(Finding finding) {
    return finding.place().orElseThrow().line() + ":" + finding.code();
  }

  private static Plan plan(String name, String script) {
    return PostgresPlanner.plan(
        name,
        script,
        TestSchemas.with(TestSchemas.orders(), CUSTOMERS),
        TestSchemas.postgresql(17),
        PlanOptions.DEFAULT);
  }
}
