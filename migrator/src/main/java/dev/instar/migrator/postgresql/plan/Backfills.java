package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.Trigger;
import java.util.Map;

/** The step that gives rows their values, batch by batch. */
final class Backfills {
  private Backfills() {}

  static void add(
      StatementDraft draft, TableName name, Map<String, String> assignments, String predicate) {
    Table table = draft.table(name);
    StepAction.Backfill action = new StepAction.Backfill(name, assignments, predicate);
    boolean keyed = UsableKey.any(table).isPresent();
    if (!keyed && !(ordinary(table) && action.repeatable())) {
      draft.refuse(
          ErrorCode.NO_USABLE_KEY,
          name
              + " has no primary key and no other unique key over NOT NULL columns, by which its"
              + " rows could be filled in batches",
          "Give it a key over columns that it has, in a migration of its own; or run the statement"
              + " itself when the lock does not matter.");
    }
    String columns = String.join(", ", assignments.keySet());
    if (!table.triggers().isEmpty()) {
      draft.find(
          FindingCode.BACKFILL_TRIGGERS,
          name,
          String.join(", ", table.triggers().stream().map(Trigger::name).toList()));
    }
    draft.step(
        StepDraft.of(
                Phase.MIGRATE,
                "Fill " + columns + " of the rows that are there",
                action,
                keyed
                    ? "Short transactions over key ranges, throttled, let everybody through."
                    : "Without a key: short transactions over blocks, throttled, and again until no"
                        + " row is left.")
            .lock(name, LockMode.ROW_EXCLUSIVE)
            .work(Work.BATCHED_WRITE, draft.estimates().backfill(table.size()))
            .undo(new Undo.Nothing("the values go with their column")));
  }

  /** Whether all its rows are in its own blocks. */
  private static boolean ordinary(Table table) {
    return table.kind() == Table.Kind.TABLE && table.children().isEmpty();
  }
}
