package dev.instar.engine.table;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;

/** What a row must fulfil by itself: generated columns, NOT NULL, CHECK, in this order. */
final class RowChecks {
  private final StatementContext context;
  private final TableLayout layout;
  private final Frame frame;

  RowChecks(StatementContext context, TableLayout layout) {
    this.context = context;
    this.layout = layout;
    this.frame = new Frame(context, new Object[0], null);
  }

  /** Computes what is generated, and checks the rest; for a row that is about to be stored. */
  void complete(Object[] row) {
    Evaluator[] generated = layout.generated();
    if (layout.hasGenerated()) {
      for (int i = 0; i < generated.length; i++) {
        if (generated[i] != null) {
          row[i] = generated[i].evaluate(frame.at(row));
        }
      }
    }
    for (Column column : layout.notNull()) {
      if (row[column.number() - 1] == null) {
        throw ConstraintErrors.notNull(context, layout, column, row);
      }
    }
    for (TableLayout.CheckLayout check : layout.checks()) {
      // NULL fulfils a CHECK.
      if (Boolean.FALSE.equals(check.condition().evaluate(frame.at(row)))) {
        throw ConstraintErrors.check(context, layout, check.constraint(), row);
      }
    }
  }
}
