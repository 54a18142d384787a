package dev.instar.migrator.report;

import static dev.instar.migrator.report.Sample.CUSTOMERS;
import static dev.instar.migrator.report.Sample.INSTANT;
import static dev.instar.migrator.report.Sample.ORDERS;
import static dev.instar.migrator.report.Sample.SCAN;
import static dev.instar.migrator.report.Sample.lock;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
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

/** Sample plans of the server's online recipes. */
final class RecipePlans {
  private RecipePlans() {}

  /** An online recipe over two tables, an index, an instant statement and nothing to do. */
  static Plan online() {
    return Sample.plan(
        "V8__orders_payer",
        payer(),
        new Sample(5, "CREATE INDEX orders_note ON orders (note)")
            .asWritten(
                Work.INDEX_BUILD,
                SCAN,
                "Writes of public.orders wait for about 3.5 s.",
                "create-index",
                lock(ORDERS, LockMode.SHARE))
            .strategy(Strategy.NATIVE_ONLINE)
            .step(
                Phase.EXPAND,
                "Build index orders_note",
                new StepAction.BuildIndex(
                    ORDERS,
                    "orders_note",
                    "CREATE INDEX CONCURRENTLY \"orders_note\" ON \"public\".\"orders\" (note)"),
                Work.INDEX_BUILD,
                SCAN,
                new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"orders_note\""),
                "CONCURRENTLY lets reads and writes through.",
                lock(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE))
            .find(FindingCode.LOCK_INDEX_BUILD, ORDERS, "SHARE", "writes", "about 3.5 s")
            .find(FindingCode.CONCURRENT_WAITS, "orders_note"),
        new Sample(6, "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text")
            .asWritten(
                Work.INSTANT, INSTANT, "", "add-column", lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .find(FindingCode.NOTHING_TO_DO, "column note exists already"));
  }

  private static Sample payer() {
    return new Sample(
            1,
            """
            ALTER TABLE orders
              ADD COLUMN payer_id bigint DEFAULT 1
                REFERENCES customers (id)\
            """)
        .asWritten(
            Work.SCAN,
            SCAN,
            "Reads and writes of public.orders wait for about 3.5 s.",
            "add-column-references-default",
            lock(ORDERS, LockMode.ACCESS_EXCLUSIVE),
            lock(CUSTOMERS, LockMode.SHARE_ROW_EXCLUSIVE))
        .strategy(Strategy.NATIVE_ONLINE)
        .step(
            Phase.EXPAND,
            "Add column payer_id",
            new StepAction.Execute(
                List.of(
                    "ALTER TABLE \"public\".\"orders\" ADD COLUMN \"payer_id\" bigint DEFAULT 1")),
            Work.INSTANT,
            INSTANT,
            new Undo.Sql(List.of("ALTER TABLE \"public\".\"orders\" DROP COLUMN \"payer_id\"")),
            "Without what reads or writes rows it is catalog only.",
            lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
        .step(
            Phase.EXPAND,
            "Add foreign key orders_payer_id_fkey for new rows",
            new StepAction.Execute(
                List.of(
                    "LOCK TABLE ONLY \"public\".\"customers\", ONLY \"public\".\"orders\""
                        + " IN SHARE ROW EXCLUSIVE MODE",
                    "ALTER TABLE \"public\".\"orders\" ADD CONSTRAINT \"orders_payer_id_fkey\""
                        + " FOREIGN KEY (\"payer_id\") REFERENCES \"public\".\"customers\""
                        + " (\"id\") NOT VALID")),
            Work.INSTANT,
            INSTANT,
            new Undo.Sql(
                List.of(
                    "ALTER TABLE \"public\".\"orders\" DROP CONSTRAINT \"orders_payer_id_fkey\"")),
            "NOT VALID reads no row; from here on no new violation comes in.",
            lock(CUSTOMERS, LockMode.SHARE_ROW_EXCLUSIVE),
            lock(ORDERS, LockMode.SHARE_ROW_EXCLUSIVE))
        .step(
            Phase.MIGRATE,
            "Validate foreign key orders_payer_id_fkey",
            new StepAction.Execute(
                List.of(
                    "ALTER TABLE \"public\".\"orders\" VALIDATE CONSTRAINT"
                        + " \"orders_payer_id_fkey\"")),
            Work.SCAN,
            SCAN,
            new Undo.Nothing("the constraint stays as it was added"),
            "Reads every row while reads and writes go on.",
            lock(CUSTOMERS, LockMode.ROW_SHARE),
            lock(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE))
        .find(FindingCode.LOCK_SCAN, ORDERS, "ACCESS EXCLUSIVE", "reads and writes", "about 3.5 s")
        .find(FindingCode.LOCKS_PARENT, CUSTOMERS, "SHARE ROW EXCLUSIVE")
        .findAt(
            "REFERENCES customers (id)",
            FindingCode.FK_NO_INDEX,
            "payer_id",
            ORDERS,
            CUSTOMERS,
            ORDERS,
            "payer_id");
  }

  /** A new column that is filled in batches, a dropped index, and an UPDATE. */
  static Plan backfill() {
    Estimate write =
        new Estimate(
            12_345_678, 1_412_000_000, Duration.ofMinutes(11), "in batches, at 19 k rows a second");
    String column = "ALTER TABLE \"public\".\"orders\" ";
    return Sample.plan(
        "V12__orders_token",
        new Sample(1, "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()")
            .asWritten(
                Work.REWRITE,
                new Estimate(12_345_678, 1_412_000_000, Duration.ofSeconds(25), ""),
                "Reads and writes of public.orders wait for about 25 s.",
                "add-column-volatile-default",
                lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .strategy(Strategy.NATIVE_ONLINE)
            .step(
                Phase.EXPAND,
                "Add column token",
                new StepAction.Execute(
                    List.of(
                        column + "ADD COLUMN \"token\" uuid",
                        column + "ALTER COLUMN \"token\" SET DEFAULT gen_random_uuid()")),
                Work.INSTANT,
                INSTANT,
                new Undo.Sql(List.of(column + "DROP COLUMN \"token\"")),
                "New rows get the default from here on.",
                lock(ORDERS, LockMode.ACCESS_EXCLUSIVE))
            .step(
                Phase.MIGRATE,
                "Fill token of public.orders",
                new StepAction.Backfill(
                    ORDERS, Map.of("token", "gen_random_uuid()"), "\"token\" IS NULL"),
                Work.BATCHED_WRITE,
                write,
                new Undo.Nothing("the column goes with the step before"),
                "Rows are locked for the length of a batch.",
                lock(ORDERS, LockMode.ROW_EXCLUSIVE))
            .step(
                Phase.MIGRATE,
                "Analyze token of public.orders",
                new StepAction.Analyze(
                    ORDERS, List.of("token"), Optional.of("a new column has no statistics")),
                Work.INSTANT,
                new Estimate(30_000, 0, Duration.ofSeconds(1), "a sample of 30,000 rows"),
                new Undo.Nothing("it changes nothing that lasts"),
                "A new column has no statistics.",
                lock(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE))
            .find(FindingCode.LOCK_REWRITE, ORDERS, "ACCESS EXCLUSIVE", "about 25 s")
            .find(FindingCode.BACKFILL_TRIGGERS, ORDERS, "orders_touch"),
        new Sample(2, "DROP INDEX orders_note")
            .asWritten(
                Work.INSTANT,
                INSTANT,
                "",
                "drop-index",
                lock(ORDERS, LockMode.ACCESS_EXCLUSIVE),
                lock(new TableName("public", "orders_note"), LockMode.ACCESS_EXCLUSIVE))
            .strategy(Strategy.NATIVE_ONLINE)
            .step(
                Phase.CONTRACT,
                "Drop index public.orders_note",
                new StepAction.DropIndex(
                    new TableName("public", "orders_note"),
                    "DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"orders_note\""),
                Work.INSTANT,
                INSTANT,
                new Undo.Autonomous("CREATE INDEX CONCURRENTLY \"orders_note\" ON orders (note)"),
                "CONCURRENTLY lets reads and writes through.",
                lock(ORDERS, LockMode.SHARE_UPDATE_EXCLUSIVE))
            .find(FindingCode.DROP_INDEX_SLOWS, "public.orders_note"),
        new Sample(3, "UPDATE orders SET note = '' WHERE note IS NULL")
            .asWritten(
                Work.BATCHED_WRITE,
                new Estimate(12_345_678, 1_412_000_000, Duration.ofMinutes(4), ""),
                "The rows of public.orders that it writes stay locked for up to about 4 min.",
                "update",
                lock(ORDERS, LockMode.ROW_EXCLUSIVE))
            .strategy(Strategy.BATCHED_WRITE)
            .step(
                Phase.MIGRATE,
                "Update rows of public.orders in batches",
                new StepAction.BatchedWrite(
                    ORDERS,
                    "",
                    List.of("id"),
                    List.of("note"),
                    "",
                    "UPDATE orders SET note = ''",
                    "",
                    "note IS NULL"),
                Work.BATCHED_WRITE,
                write,
                new Undo.Impossible("the values before are not kept"),
                "Short transactions over key ranges, throttled, let everybody through.",
                lock(ORDERS, LockMode.ROW_EXCLUSIVE))
            .find(FindingCode.LONG_WRITE, ORDERS, "about 4 min")
            .find(FindingCode.BATCHES_NOT_ATOMIC, ORDERS)
            .find(
                FindingCode.NO_UNDO, "the values that it replaces in public.orders are not kept"));
  }
}
