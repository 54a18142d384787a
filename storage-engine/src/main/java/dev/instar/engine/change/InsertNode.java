package dev.instar.engine.change;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.plan.Description;
import dev.instar.engine.plan.PlanNode;
import dev.instar.engine.plan.Planning;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.TableWriter;
import java.util.List;
import java.util.Optional;

/** INSERT. Immutable. */
final class InsertNode extends ChangeNode {
  private static final Object[] NO_SLOTS = {};

  private final Evaluator[] values;
  private final Optional<ConflictPlan> onConflict;

  InsertNode(BoundStatement.Insert insert, Planning planning) {
    super(
        "Insert",
        insert.table(),
        schemaOf(planning.context(), insert.table()),
        insert.source().map(planning::query).map(List::of).orElse(List.of()),
        planning.evaluators().array(insert.returning()));
    values =
        insert.values().stream().map(value -> compile(value, planning)).toArray(Evaluator[]::new);
    onConflict =
        insert.onConflict().map(conflict -> new ConflictPlan(insert.table(), conflict, planning));
  }

  /** Null for a constant NULL: most columns that an INSERT does not name. */
  private static Evaluator compile(BoundExpression value, Planning planning) {
    return value instanceof BoundExpression.Constant constant && constant.value() == null
        ? null
        : planning.evaluators().compile(value);
  }

  @Override
  public Description description() {
    Description description = super.description();
    if (onConflict.isPresent()) {
      ConflictPlan conflict = onConflict.get();
      description =
          description.detail("Conflict Resolution", conflict.isUpdate() ? "UPDATE" : "NOTHING");
      if (!conflict.arbiters().isEmpty()) {
        List<String> names = conflict.arbiters().stream().map(Index::name).toList();
        description = description.detail("Conflict Arbiter Indexes", names);
      }
    }
    return description;
  }

  @Override
  ChangeRun begin(Execution execution, Frame frame, Frame outer) {
    return new Run(execution, frame, outer);
  }

  private final class Run extends ChangeRun {
    private final Execution execution;
    private final Frame outer;

    Run(Execution execution, Frame frame, Frame outer) {
      super(returning(), frame);
      this.execution = execution;
      this.outer = outer;
    }

    @Override
    void change() {
      StatementContext context = execution.context();
      TableWriter writer = TableWriter.of(context, table());
      ConflictRun conflict =
          onConflict.map(plan -> new ConflictRun(plan, writer, this, context)).orElse(null);
      if (children().isEmpty()) {
        insert(NO_SLOTS, writer, conflict);
      } else {
        PlanNode source = children().getFirst();
        try (RowSource rows = source.open(execution, outer)) {
          for (Object[] row = rows.next(); row != null; row = rows.next()) {
            insert(row, writer, conflict);
          }
        }
      }
      if (conflict != null) {
        conflict.finish();
      }
      writer.finish();
    }

    private void insert(Object[] source, TableWriter writer, ConflictRun conflict) {
      Object[] row = new Object[values.length];
      Frame at = frame().at(source);
      for (int i = 0; i < row.length; i++) {
        row[i] = values[i] == null ? null : values[i].evaluate(at);
      }
      if (conflict == null) {
        changed(writer.insert(row));
      } else {
        conflict.insert(row);
      }
    }
  }
}
