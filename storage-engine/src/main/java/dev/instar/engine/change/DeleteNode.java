package dev.instar.engine.change;

import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.plan.Planning;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.TableWriter;
import java.util.List;

/** DELETE. Immutable. */
final class DeleteNode extends ChangeNode {
  private final BoundSource.TableSource target;
  private final Evaluator where;

  DeleteNode(BoundStatement.Delete delete, Planning planning) {
    super(
        "Delete",
        delete.target().table(),
        schemaOf(planning.context(), delete.target().table()),
        List.of(planning.source(delete.from(), delete.width(), delete.where())),
        planning.evaluators().array(delete.returning()));
    target = delete.target();
    where = delete.where().map(planning.evaluators()::compile).orElse(null);
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
      TableWriter writer = TableWriter.forDelete(context, table());
      TargetRow row = new TargetRow(context, target, where, frame());
      try (RowSource rows = children().getFirst().open(execution, outer)) {
        for (Object[] next = rows.next(); next != null; next = rows.next()) {
          if (row.lock(next, RowLockMode.UPDATE)) {
            writer.delete(row.locking(), row.current());
            changed(row.joined());
          }
        }
      }
      writer.finish();
    }
  }
}
