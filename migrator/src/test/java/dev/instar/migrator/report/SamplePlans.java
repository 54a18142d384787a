package dev.instar.migrator.report;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans that show every part of a report. Made up here: what a planner says is not tried here. */
final class SamplePlans {
  private static final TableName ORDERS = new TableName("public", "orders");
  private static final List<LockClaim> ACCESS_EXCLUSIVE =
      List.of(new LockClaim(ORDERS, LockMode.ACCESS_EXCLUSIVE));
  private static final Estimate INSTANT = new Estimate(0, 0, Duration.ofMillis(5), "");

  private SamplePlans() {}

  static List<Plan> all() {
    return List.of(shadow(), online(), refused());
  }

  /** A rewrite by way of a shadow, with its contract step. */
  static Plan shadow() {
    Estimate rewrite =
        new Estimate(12_345_678, 1_412_000_000, Duration.ofSeconds(25), "at 56 MB a second");
    Estimate copy =
        new Estimate(12_345_678, 2_900_000_000L, Duration.ofSeconds(94), "at 131 k rows a second");
    return plan(
        "V7__orders_bigint",
        new StatementPlan(
            "ALTER TABLE orders\n  ALTER COLUMN id TYPE bigint",
            3,
            1,
            new Effect(ACCESS_EXCLUSIVE, Work.REWRITE, rewrite, "All indexes are built anew."),
            Strategy.SHADOW_TABLE,
            List.of(
                new Step(
                    "1.1",
                    Phase.MIGRATE,
                    "Build the new shape of public.orders beside it and swap them",
                    new StepAction.Rebuild(
                        ORDERS, List.of("ALTER COLUMN id TYPE bigint"), Map.of()),
                    ACCESS_EXCLUSIVE,
                    Work.ONLINE_COPY,
                    copy,
                    new Undo.DropShadow(),
                    "wal_level is logical",
                    "integer to bigint changes how every row is stored."),
                new Step(
                    "1.2",
                    Phase.CONTRACT,
                    "Drop the old shape of public.orders",
                    new StepAction.DropRetained("1.1", ORDERS),
                    List.of(
                        new LockClaim(
                            new TableName("instar_old_1_1", "orders"), LockMode.ACCESS_EXCLUSIVE)),
                    Work.INSTANT,
                    INSTANT,
                    new Undo.Impossible("the old rows are gone"),
                    "",
                    "It is kept until nobody needs to look at it.")),
            List.of(
                new Finding(
                    "LOCK-REWRITE",
                    Finding.Severity.HAZARD,
                    "rewriting public.orders blocks its readers and writers for about 25 s",
                    "Let Instar run it.")),
            Optional.empty()));
  }

  /** An instant statement, an online recipe and a statement with nothing to do. */
  static Plan online() {
    Estimate scan = new Estimate(1, 999, Duration.ofSeconds(3), "");
    return plan(
        "V8__orders_note",
        new StatementPlan(
            "ALTER TABLE orders ADD COLUMN note text",
            1,
            1,
            new Effect(ACCESS_EXCLUSIVE, Work.INSTANT, INSTANT, ""),
            Strategy.INSTANT,
            List.of(
                new Step(
                    "1.1",
                    Phase.EXPAND,
                    "Add column note to public.orders",
                    new StepAction.Execute(
                        List.of("ALTER TABLE \"public\".\"orders\" ADD COLUMN \"note\" text")),
                    ACCESS_EXCLUSIVE,
                    Work.INSTANT,
                    INSTANT,
                    new Undo.Sql(List.of("ALTER TABLE \"public\".\"orders\" DROP COLUMN \"note\"")),
                    "",
                    "A column without a default needs no rewrite.")),
            List.of(),
            Optional.empty()),
        new StatementPlan(
            "CREATE INDEX orders_note ON orders (note)",
            2,
            1,
            new Effect(List.of(new LockClaim(ORDERS, LockMode.SHARE)), Work.INDEX_BUILD, scan, ""),
            Strategy.NATIVE_ONLINE,
            List.of(
                new Step(
                    "2.1",
                    Phase.EXPAND,
                    "Build index orders_note concurrently",
                    new StepAction.BuildIndex(
                        ORDERS,
                        "orders_note",
                        "CREATE INDEX CONCURRENTLY \"orders_note\" ON \"public\".\"orders\""),
                    List.of(new LockClaim(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE)),
                    Work.INDEX_BUILD,
                    scan,
                    new Undo.Autonomous(
                        "DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"orders_note\""),
                    "",
                    "CONCURRENTLY lets writers through.")),
            List.of(
                new Finding(
                    "INDEX-BLOCKS-WRITES",
                    Finding.Severity.WARNING,
                    "building orders_note blocks writers of public.orders",
                    ""),
                new Finding("NAME-CASE", Finding.Severity.INFO, "names are folded", "Quote them.")),
            Optional.empty()),
        new StatementPlan(
            "SELECT 1",
            3,
            1,
            new Effect(List.of(), Work.INSTANT, INSTANT, ""),
            Strategy.INSTANT,
            List.of(),
            List.of(),
            Optional.empty()));
  }

  static Plan refused() {
    return plan(
        "V9__no_key",
        new StatementPlan(
            "ALTER TABLE log ALTER COLUMN id TYPE bigint",
            1,
            1,
            new Effect(
                List.of(new LockClaim(new TableName("public", "log"), LockMode.ACCESS_EXCLUSIVE)),
                Work.REWRITE,
                new Estimate(5_000, 4_100_000, Duration.ofMillis(80), ""),
                ""),
            Strategy.REFUSE,
            List.of(),
            List.of(),
            Optional.of(
                new StatementPlan.Refusal(
                    "NO_USABLE_KEY",
                    "public.log has no NOT NULL unique key, so its rows cannot be told apart",
                    "Give it a primary key first, or run the statement by hand in a quiet"
                        + " hour."))));
  }

  private static Plan plan(String name, StatementPlan... statements) {
    return new Plan(
        Plan.FORMAT,
        name,
        "PostgreSQL 17.5",
        "Europe/Zurich",
        List.of("pg_catalog", "public"),
        "4f9c",
        List.of(statements));
  }
}
