package dev.instar.migrator.report;

import static dev.instar.migrator.report.Sample.INSTANT;
import static dev.instar.migrator.report.Sample.ORDERS;
import static dev.instar.migrator.report.Sample.SCAN;
import static dev.instar.migrator.report.Sample.lock;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans that show every part of a report. Made up here: what a planner says is not tried here. */
public final class SamplePlans {
  private SamplePlans() {}

  /** All of them, by name. */
  public static Map<String, Plan> all() {
    return new TreeMap<>(
        Map.of(
            "shadow", shadow(),
            "online", RecipePlans.online(),
            "refused", refused(),
            "contract", contract(),
            "backfill", RecipePlans.backfill(),
            "hostile", hostile()));
  }

  /** A rewrite by way of a shadow, with its contract step, and what a server did with it. */
  public static Plan shadow() {
    Estimate rewrite =
        new Estimate(12_345_678, 1_412_000_000, Duration.ofSeconds(25), "at 56 MB a second");
    Estimate copy =
        new Estimate(12_345_678, 2_900_000_000L, Duration.ofSeconds(94), "at 131 k rows a second");
    return Sample.plan(
        "V7__orders_bigint",
        new Sample(3, "ALTER TABLE orders\n  ALTER COLUMN id TYPE bigint")
            .asWritten(
                Work.REWRITE,
                rewrite,
                "All indexes are built anew.",
                "alter-type-rewrite",
                lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .evidence(List.of(ORDERS), lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .strategy(Strategy.SHADOW_TABLE)
            .step(
                Phase.MIGRATE,
                "Build the new shape of public.orders beside it and swap them",
                new StepAction.Rebuild(ORDERS, List.of("ALTER COLUMN id TYPE bigint"), Map.of()),
                Work.ONLINE_COPY,
                copy,
                new Undo.DropShadow(),
                "integer to bigint changes how every row is stored.",
                lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .step(
                Phase.CONTRACT,
                "Drop the old shape of public.orders",
                new StepAction.DropRetained("1.1", ORDERS),
                Work.INSTANT,
                INSTANT,
                new Undo.Impossible("the old rows are gone"),
                "It is kept until nobody needs to look at it.",
                lock(new TableName("instar_old_1_1", "orders"), LockMode.ACCESS_EXCLUSIVE))
            .find(FindingCode.LOCK_REWRITE, ORDERS, "ACCESS EXCLUSIVE", "about 25 s")
            .find(FindingCode.NO_WAY_BACK, ORDERS)
            .findAt("ALTER COLUMN id TYPE bigint", FindingCode.CACHED_PLAN, ORDERS));
  }

  /** Rows written in batches, see {@link RecipePlans#backfill()}. */
  public static Plan backfill() {
    return RecipePlans.backfill();
  }

  /** Online recipes, see {@link RecipePlans#online()}. */
  public static Plan online() {
    return RecipePlans.online();
  }

  /** Two refusals, one of which the server refuses as well, beside a statement that would run. */
  public static Plan refused() {
    TableName log = new TableName("public", "log");
    return Sample.plan(
        "V9__no_key",
        new Sample(1, "ALTER TABLE log ALTER COLUMN id TYPE bigint")
            .asWritten(
                Work.REWRITE,
                new Estimate(5_000, 4_100_000, Duration.ofMillis(80), ""),
                "",
                "alter-type-rewrite",
                lock(log, LockMode.ACCESS_EXCLUSIVE))
            .refused(
                "NO_USABLE_KEY",
                "public.log has no NOT NULL unique key, so its rows cannot be told apart",
                "Give it a primary key first, or run the statement by hand in a quiet hour."),
        new Sample(2, "ALTER TABLE log ADD COLUMN day date NOT NULL")
            .asWritten(
                Work.INSTANT, INSTANT, "", "add-column", lock(log, LockMode.ACCESS_EXCLUSIVE))
            .refusedByServer("column \"day\" of relation \"log\" contains null values")
            .find(FindingCode.FAILS_AS_WRITTEN, "column day contains null values")
            .refused(
                "DATA_CONFLICT",
                "the rows of public.log would have no value for NOT NULL column day",
                "Give it a DEFAULT."),
        new Sample(3, "ALTER TABLE log ADD COLUMN note text")
            .asWritten(
                Work.INSTANT, INSTANT, "", "add-column", lock(log, LockMode.ACCESS_EXCLUSIVE))
            .step(
                Phase.EXPAND,
                "Add column note",
                new StepAction.Execute(
                    List.of("ALTER TABLE \"public\".\"log\" ADD COLUMN \"note\" text")),
                Work.INSTANT,
                INSTANT,
                new Undo.Sql(List.of("ALTER TABLE \"public\".\"log\" DROP COLUMN \"note\"")),
                "A column without a default needs no rewrite.",
                lock(log, LockMode.ACCESS_EXCLUSIVE)));
  }

  /** What the old application may need: a drop, a rename that was accepted, one that was not. */
  public static Plan contract() {
    return Sample.plan(
        "V10__orders_names",
        new Sample(1, "ALTER TABLE orders DROP COLUMN note")
            .asWritten(
                Work.INSTANT, INSTANT, "", "drop-column", lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .step(
                Phase.CONTRACT,
                "Drop column note of public.orders",
                new StepAction.Execute(
                    List.of("ALTER TABLE \"public\".\"orders\" DROP COLUMN \"note\"")),
                Work.INSTANT,
                INSTANT,
                new Undo.Impossible("its values are gone"),
                "The old application may still use it.",
                lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .findAt("DROP COLUMN note", FindingCode.DROP_COLUMN_BREAKS, "public.orders.note")
            .deploy(
                "instar migrate",
                "Deploy the version of the application that does not use public.orders.note.",
                "instar contract"),
        rename(3, "customer", "client")
            .evidence(new Evidence.NotTaken("event trigger audit would fire"))
            .accepted(
                "nobody reads it: agreed with the shop's team",
                FindingCode.RENAME_BREAKS,
                "column public.orders.customer"),
        rename(4, "paid", "settled")
            .find(FindingCode.RENAME_BREAKS, "column public.orders.paid")
            .evidence(
                new Evidence.Tried(
                    "PostgreSQL 17.5",
                    List.of(
                        lock(ORDERS, LockMode.ACCESS_EXCLUSIVE),
                        lock(new TableName("public", "customers"), LockMode.SHARE)),
                    List.of(),
                    Work.SCAN,
                    List.of(),
                    List.of("verifying table \"customers\"")))
            .find(
                FindingCode.EVIDENCE_DISAGREES,
                "by the rules it takes no lock on public.customers, and the server took SHARE"));
  }

  private static Sample rename(int line, String from, String to) {
    String rename = " RENAME COLUMN \"%s\" TO \"%s\"";
    return new Sample(line, "ALTER TABLE orders RENAME COLUMN " + from + " TO " + to)
        .asWritten(
            Work.INSTANT, INSTANT, "", "rename-column", lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
        .step(
            Phase.MIGRATE,
            "Rename column " + from + " to " + to,
            new StepAction.Execute(
                List.of("ALTER TABLE \"public\".\"orders\"" + rename.formatted(from, to))),
            Work.INSTANT,
            INSTANT,
            new Undo.Sql(List.of("ALTER TABLE \"public\".\"orders\"" + rename.formatted(to, from))),
            "Catalog only.",
            lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
        .find(FindingCode.STANDBY_REPLAY, ORDERS);
  }

  /** Names and SQL that would be markup, commands, colours or a password. */
  public static Plan hostile() {
    String name = "a|b`c</td><script>alert(1)</script> @admin #1 *x* \u001b[31mred\u202e\u009b";
    TableName table = new TableName("public", name);
    String quoted = table.quoted();
    return Sample.plan(
        "V11__<b>%0A::error::x",
        new Sample(
                1, "ALTER TABLE " + quoted + "\n  ADD CHECK (password = 'hunter2' AND '```' <> '')")
            .asWritten(Work.SCAN, SCAN, "", "add-check", lock(table, LockMode.ACCESS_EXCLUSIVE))
            .strategy(Strategy.NATIVE_ONLINE)
            .step(
                Phase.EXPAND,
                "Add CHECK for new rows of " + table,
                new StepAction.Execute(
                    List.of(
                        "ALTER TABLE " + quoted + " ADD CHECK (password = 'hunter2') NOT VALID")),
                Work.INSTANT,
                INSTANT,
                new Undo.Sql(List.of("ALTER TABLE " + quoted + " DROP CONSTRAINT \"c\"")),
                "NOT VALID reads no row.",
                lock(table, LockMode.ACCESS_EXCLUSIVE))
            .find(FindingCode.VIOLATIONS_STOP, table, "CHECK (password = 'hunter2')")
            .find(
                new Finding(
                    "OF-ANOTHER-RELEASE",
                    Finding.Severity.WARNING,
                    "100% of a,b:c\r\n::warning::x",
                    "See https://example.org/ and www.example.org.",
                    Optional.of(new Place(1, 1, 2, 3)),
                    Optional.of("it's <i>fine</i> @all"))));
  }
}
