package dev.instar.migrator.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
  private static final TableName ORDERS = new TableName("public", "Or\"ders");
  private static final Estimate ESTIMATE =
      new Estimate(10, 8192, Duration.ofMillis(1500), "reltuples");

  private static final List<StepAction> ACTIONS =
      List.of(
          new StepAction.Execute(List.of("SELECT 'ä\n'", "SELECT 2")),
          new StepAction.BuildIndex(ORDERS, "i", "CREATE INDEX CONCURRENTLY i ON t (a)"),
          new StepAction.DropIndex(ORDERS, "DROP INDEX CONCURRENTLY i"),
          new StepAction.Backfill(ORDERS, Map.of("b", "a + 1", "a", "0"), "b IS NULL"),
          new StepAction.Rebuild(ORDERS, List.of("ALTER id TYPE bigint"), Map.of("id", "id::text")),
          new StepAction.Analyze(ORDERS, List.of("id"), Optional.of("statistics vanished")),
          new StepAction.Analyze(ORDERS, List.of(), Optional.empty()),
          new StepAction.DropRetained("1.1", ORDERS));

  private static final List<Undo> UNDOS =
      List.of(
          new Undo.Sql(List.of("ALTER TABLE t DROP COLUMN c")),
          new Undo.Autonomous("DROP INDEX CONCURRENTLY i"),
          new Undo.DropShadow(),
          new Undo.Nothing("nothing changed"),
          new Undo.Impossible("the rows are gone"));

  @Test
  void aPlanWithEveryKindOfActionAndUndoReadsBackAsItself() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < ACTIONS.size(); i++) {
      steps.add(step("1." + (i + 1), ACTIONS.get(i), UNDOS.get(i % UNDOS.size())));
    }
    Plan plan =
        plan(
            new StatementPlan(
                "ALTER TABLE …",
                1,
                1,
                new Effect(
                    List.of(new LockClaim(ORDERS, LockMode.ACCESS_EXCLUSIVE)),
                    Work.REWRITE,
                    ESTIMATE,
                    "note"),
                Strategy.SHADOW_TABLE,
                steps,
                List.of(new Finding("LOCK-REWRITE", Finding.Severity.HAZARD, "m", "a")),
                Optional.empty()),
            new StatementPlan(
                "VACUUM FULL",
                2,
                5,
                new Effect(List.of(), Work.SCAN, ESTIMATE, ""),
                Strategy.REFUSE,
                List.of(),
                List.of(),
                Optional.of(new StatementPlan.Refusal("UNSAFE", "why", "instead"))));

    assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
    assertThat(PlanJson.read(PlanJson.tree(plan).toString())).isEqualTo(plan);
  }

  /** A new kind of action or undo is not forgotten here. */
  @Test
  void everyKindIsTried() {
    assertThat(ACTIONS.stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(permitted(StepAction.class));
    assertThat(UNDOS.stream().map(Object::getClass).distinct())
        .containsExactlyInAnyOrderElementsOf(permitted(Undo.class));
  }

  @Test
  void theNamesInJsonAreTheFormat() {
    String json = PlanJson.write(plan());
    assertThat(json)
        .contains("\"format\" : 1")
        .contains("\"searchPath\" : [ \"pg_catalog\" ]")
        .contains("\"statements\" : [ ]");
  }

  @Test
  void anotherFormatIsRefusedByName() {
    String json = PlanJson.write(plan()).replace("\"format\" : 1", "\"format\" : 2");
    assertThatThrownBy(() -> PlanJson.read(json))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_STALE))
        .hasMessageContaining("format 2");
  }

  @Test
  void whatIsNoPlanIsRefused() {
    for (String json :
        List.of("", "[]", "{}", "nonsense", "{\"format\":1}", "{\"format\":1,\"extra\":2}")) {
      assertThatThrownBy(() -> PlanJson.read(json))
          .as(json)
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }
  }

  private static Plan plan(StatementPlan... statements) {
    return new Plan(
        Plan.FORMAT,
        "V1__x",
        "PostgreSQL 17.5",
        "Europe/Zurich",
        List.of("pg_catalog"),
        "abc",
        List.of(statements));
  }

  private static Step step(String id, StepAction action, Undo undo) {
    return new Step(
        id,
        Phase.EXPAND,
        "title",
        action,
        List.of(new LockClaim(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
        Work.INSTANT,
        ESTIMATE,
        undo,
        "",
        "because");
  }

  private static List<Class<?>> permitted(Class<?> sealed) {
    return Stream.<Class<?>>of(sealed.getPermittedSubclasses()).toList();
  }
}
