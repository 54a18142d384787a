package dev.instar.migrator.plan;

import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Plans made by hand, for tests of what runs them. */
public final class TestPlans {
  private static final Estimate ESTIMATE = new Estimate(0, 0, Duration.ZERO, "a test");

  private TestPlans() {}

  /** One statement with these steps. */
  public static Plan plan(String name, Step... steps) {
    return new Plan(
        Plan.FORMAT,
        name,
        "PostgreSQL 17",
        "the server\'s catalog",
        "UTC",
        List.of("pg_catalog", "public"),
        "none",
        List.of(
            new StatementPlan(
                name,
                1,
                1,
                new Effect(List.of(), Work.INSTANT, ESTIMATE, "", List.of()),
                Strategy.NATIVE_ONLINE,
                List.of(steps),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty())));
  }

  public static Step step(
      String id, Phase phase, StepAction action, Undo undo, LockClaim... locks) {
    return new Step(
        id,
        phase,
        "step " + id,
        action,
        List.of(locks),
        Work.INSTANT,
        ESTIMATE,
        undo,
        "",
        "a test");
  }

  /**
   * A step of EXPAND that runs one statement under ACCESS EXCLUSIVE on a table of schema public.
   */
  public static Step execute(String id, String table, String statement, String undo) {
    return step(
        id,
        Phase.EXPAND,
        new StepAction.Execute(List.of(statement)),
        new Undo.Sql(List.of(undo)),
        claim(table, LockMode.ACCESS_EXCLUSIVE));
  }

  public static LockClaim claim(String table, LockMode mode) {
    return new LockClaim(new TableName("public", table), mode);
  }
}
