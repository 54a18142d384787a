package dev.instar.engine.change;

import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.plan.Planning;
import java.util.List;

/** ON CONFLICT, ready to run. Immutable. */
final class ConflictPlan {
  private final Table table;
  private final List<Index> arbiters;

  /** Null for DO NOTHING. */
  private final Assignments assignments;

  /** Null for none. */
  private final Evaluator where;

  ConflictPlan(Table table, BoundStatement.OnConflict conflict, Planning planning) {
    this.table = table;
    arbiters = conflict.arbiters();
    assignments =
        conflict
            .update()
            .map(update -> new Assignments(table, update.assignments(), planning))
            .orElse(null);
    where =
        conflict
            .update()
            .flatMap(BoundStatement.ConflictUpdate::where)
            .map(planning.evaluators()::compile)
            .orElse(null);
  }

  Table table() {
    return table;
  }

  /** The unique indexes that count; empty for all. */
  List<Index> arbiters() {
    return arbiters;
  }

  boolean isUpdate() {
    return assignments != null;
  }

  Assignments assignments() {
    return assignments;
  }

  Evaluator where() {
    return where;
  }
}
