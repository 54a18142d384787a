package dev.instar.migrator.run;

import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a new migration and one that awaits its contract want the same tables: the contract was
 * planned for the shape that is there now.
 */
public final class Collisions {
  private Collisions() {}

  /**
   * The first of the expanded migrations that {@code plan} would get in the way of, and the table.
   */
  static Optional<Collision> find(Plan plan, List<MigrationRow> expanded) {
    for (MigrationRow other : expanded) {
      Optional<TableName> table = awaited(plan, other.plan());
      if (table.isPresent()) {
        return Optional.of(new Collision(other, table.get()));
      }
    }
    return Optional.empty();
  }

  record Collision(MigrationRow other, TableName table) {}

  /** A table that {@code plan} needs and whose contract {@code earlier} leaves to be done. */
  public static Optional<TableName> awaited(Plan plan, Plan earlier) {
    Set<TableName> awaited =
        tables(earlier.steps().stream().filter(s -> s.phase() == Phase.CONTRACT).toList());
    awaited.retainAll(tables(plan.steps()));
    return awaited.stream().findFirst();
  }

  private static Set<TableName> tables(List<Step> steps) {
    Set<TableName> tables = new TreeSet<>();
    for (Step step : steps) {
      step.locks().stream().map(LockClaim::relation).forEach(tables::add);
      switch (step.action()) {
        case StepAction.BuildIndex action -> tables.add(action.table());
        case StepAction.Backfill action -> tables.add(action.table());
        case StepAction.BatchedWrite action -> tables.add(action.table());
        case StepAction.DetachPartition action -> {
          tables.add(action.parent());
          tables.add(action.partition());
        }
        case StepAction.Rebuild action -> tables.add(action.source());
        case StepAction.Analyze action -> tables.add(action.table());
        case StepAction.DropRetained action -> tables.add(action.table());
        case StepAction.Execute action -> {
          // Its tables are those it locks.
        }
        case StepAction.Autonomous action -> {
          // As above.
        }
        case StepAction.DropIndex action -> {
          // As above; what it names is no table.
        }
      }
    }
    return tables;
  }
}
