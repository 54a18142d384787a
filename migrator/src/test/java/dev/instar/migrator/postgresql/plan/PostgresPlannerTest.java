package dev.instar.migrator.postgresql.plan;

import static dev.instar.migrator.postgresql.plan.TestSchemas.orders;
import static dev.instar.migrator.postgresql.plan.TestSchemas.postgresql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableSize;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresPlannerTest {
  @Test
  void aMissingTableIsNamedWithItsPlaceInTheFile() {
    assertError(
        "\n\n  ALTER TABLE missing ADD COLUMN x integer;",
        ErrorCode.OBJECT_MISSING,
        "V1.sql:3:3: table missing does not exist");
  }

  @Test
  void aMissingColumnIsNamedWithItsTable() {
    assertError(
        "ALTER TABLE orders ALTER COLUMN missing SET NOT NULL",
        ErrorCode.OBJECT_MISSING,
        "V1.sql:1:1: column missing of table public.orders does not exist");
  }

  @Test
  void aTextThatIsNoSqlIsNamedWithItsPlace() {
    assertError("ALTER TABLE orders ADD COLUMN;", ErrorCode.SQL_SYNTAX, "V1.sql:1:30: ");
  }

  @Test
  void aStatementThatNobodyLooksIntoIsAHazardUntilItIsAccepted() {
    String script = "DO $$ BEGIN DELETE FROM orders; END $$";

    assertThat(standing(plan(script)))
        .extracting(Finding::code)
        .containsExactly("OPAQUE-STATEMENT");
    assertThat(standing(plan(script, new PlanOptions(Set.of("OPAQUE-STATEMENT"))))).isEmpty();
    assertThat(plan(script).steps())
        .extracting(Step::action)
        .containsExactly(new StepAction.Execute(List.of(script)));
  }

  @Test
  void whatIsNoStatementIsAnError() {
    assertError(
        "ANALYZE;\n  MAKE TABLE orders",
        ErrorCode.SQL_SYNTAX,
        "V1.sql:2:3: syntax error at or near \"MAKE\": no statement begins like this");
  }

  @Test
  void aPrimaryKeyTooManyIsAnError() {
    assertError(
        "ALTER TABLE orders ADD PRIMARY KEY (note)",
        ErrorCode.OBJECT_EXISTS,
        "V1.sql:1:1: the primary key of table public.orders already exists");
  }

  @Test
  void anEmptyScriptIsAnEmptyPlan() {
    assertThat(plan("-- nothing\n").statements()).isEmpty();
  }

  @Test
  void contractStepsRunLast() {
    Plan plan =
        plan("ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders ADD COLUMN x integer");

    assertThat(plan.steps()).extracting(Step::id).containsExactly("2.1", "1.1");
    assertThat(plan.steps().getLast().phase()).isEqualTo(Phase.CONTRACT);
  }

  @Test
  void aRenameStandsAsAHazardUntilItIsAccepted() {
    String script = "ALTER TABLE orders RENAME COLUMN note TO remark";

    assertThat(standing(plan(script))).extracting(Finding::code).containsExactly("RENAME-BREAKS");
    assertThat(standing(plan(script, new PlanOptions(Set.of("RENAME-BREAKS"))))).isEmpty();
  }

  @Test
  void aHazardThatTheStepsAvoidDoesNotStand() {
    Plan plan = plan("ALTER TABLE orders ALTER COLUMN id TYPE bigint");

    assertThat(plan.statements().getFirst().findings())
        .extracting(Finding::code)
        .contains("LOCK-REWRITE");
    assertThat(standing(plan)).isEmpty();
  }

  @Test
  void laterStatementsSeeWhatEarlierOnesDid() {
    Plan plan =
        plan(
            "ALTER TABLE orders ADD COLUMN x integer;"
                + "ALTER TABLE orders ADD CHECK (x > 0);"
                + "ALTER TABLE orders ADD CHECK (x > 1);"
                + "ALTER TABLE orders DROP CONSTRAINT orders_x_check1");

    assertThat(plan.statements()).noneMatch(s -> s.refusal().isPresent());
    assertThat(plan.statements().get(2).steps().getFirst().title()).contains("orders_x_check1");
  }

  @Test
  void anUnknownFunctionCountsAsVolatile() {
    StatementPlan planned =
        plan("ALTER TABLE orders ADD COLUMN x integer DEFAULT nobody_knows()")
            .statements()
            .getFirst();

    assertThat(planned.steps()).anyMatch(s -> s.action() instanceof StepAction.Backfill);
  }

  @Test
  void aNewColumnIsFilledInBatchesWithoutAKeyToo() {
    Schema schema = TestSchemas.with(orders().with(t -> t.dropConstraint("orders_pkey")));

    StatementPlan planned =
        PostgresPlanner.plan(
                "V1.sql",
                "ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()",
                schema,
                postgresql(17),
                PlanOptions.DEFAULT)
            .statements()
            .getFirst();

    assertThat(planned.strategy()).isEqualTo(Strategy.NATIVE_ONLINE);
    assertThat(planned.steps().stream().map(Step::action))
        .filteredOn(StepAction.Backfill.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            StepAction.Backfill.class, backfill -> assertThat(backfill.repeatable()).isTrue());
  }

  @Test
  void theFingerprintFollowsTheShapeAndNotTheSize() {
    Schema schema = TestSchemas.with(orders());
    Schema grown =
        TestSchemas.with(
            orders().with(t -> t.size(Optional.of(new TableSize(2_000_000, 200_000_000, 0)))));
    Schema changed = TestSchemas.with(orders().with(t -> t.dropColumn("note")));

    String fingerprint = Fingerprint.of(schema, postgresql(17));

    assertThat(Fingerprint.of(grown, postgresql(17))).isEqualTo(fingerprint);
    assertThat(Fingerprint.of(changed, postgresql(17))).isNotEqualTo(fingerprint);
    assertThat(Fingerprint.of(schema, postgresql(18))).isNotEqualTo(fingerprint);
  }

  @Test
  void idsAreUniqueAndFollowTheStatements() {
    Plan plan =
        plan("ALTER TABLE orders ADD CHECK (total > 0); ALTER TABLE orders ADD CHECK (id > 0)");

    assertThat(plan.steps()).extracting(Step::id).containsExactly("1.1", "1.2", "2.1", "2.2");
  }

  /** The hazards that keep the plan from being carried out. */
  private static List<Finding> standing(Plan plan) {
    return plan.statements().stream()
        .flatMap(s -> s.findings().stream())
        .filter(finding -> finding.accepted().isEmpty())
        .filter(f -> f.severity() == Finding.Severity.HAZARD)
        .filter(f -> FindingCode.of(f.code()).orElseThrow().remains())
        .filter(f -> f.accepted().isEmpty())
        .toList();
  }

  private static void assertError(String script, ErrorCode code, String message) {
    assertThatThrownBy(() -> plan(script))
        .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith(message);
  }

  private static Plan plan(String script) {
    return plan(script, PlanOptions.DEFAULT);
  }

  private static Plan plan(String script, PlanOptions options) {
    return PostgresPlanner.plan(
        "V1.sql", script, TestSchemas.with(orders()), postgresql(17), options);
  }
}
