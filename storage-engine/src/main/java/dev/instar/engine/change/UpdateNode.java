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

/** UPDATE. Immutable. */
final class UpdateNode extends ChangeNode {
  private final BoundSource.TableSource target;
  private final Assignments assignments;
  private final Evaluator where;

  UpdateNode(BoundStatement.Update update, Planning planning) {
    super(
        "Update",
        update.target().table(),
        schemaOf(planning.context(), update.target().table()),
        List.of(planning.source(update.from(), update.width(), update.where())),
        planning.evaluators().array(update.returning()));
    target = update.target();
    assignments = new Assignments(table(), update.assignments(), planning);
    where = update.where().map(planning.evaluators()::compile).orElse(null);
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
      TableWriter writer = TableWriter.forUpdate(context, table(), assignments.assigned());
      TargetRow row = new TargetRow(context, target, where, frame());
      try (RowSource rows = children().getFirst().open(execution, outer)) {
        for (Object[] next = rows.next(); next != null; next = rows.next()) {
          // The weaker lock tells whether the key changes, for nobody else can change it then.
          if (row.lock(next, RowLockMode.NO_KEY_UPDATE)) {
            update(row, writer);
          }
        }
      }
      writer.finish();
    }

    private void update(TargetRow row, TableWriter writer) {
      Object[] old = row.current();
      Object[] changed = assignments.apply(old, frame().at(row.joined()));
      if (writer.changesKey(old, changed)) {
        row.locking().strengthen(row.id(), RowLockMode.UPDATE);
      }
      writer.update(row.locking(), old, changed);
      if (returning().length > 0) {
        changed(row.with(changed));
      } else {
        changed(changed);
      }
    }
  }
}
