package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.ColumnDefinitions;
import dev.instar.engine.define.ExpressionFacts;
import dev.instar.engine.define.Rewrites;
import dev.instar.engine.define.StoredExpressions;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.function.Function.Volatility;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ADD COLUMN. A default that is the same for all rows is computed once and kept as what rows from
 * before have; one that is another for each row, and what is generated, makes a rewrite.
 */
final class AddColumn {
  private static final int MAX_COLUMNS = 1600;

  private AddColumn() {}

  static void apply(AlterTableAction.AddColumn action, TableWork work) {
    Table table = work.table();
    String name = action.column().name();
    if (table.column(name).isPresent()) {
      SqlException duplicate =
          new SqlException(
              SqlState.DUPLICATE_COLUMN,
              "column \"%s\" of relation \"%s\" already exists".formatted(name, table.name()));
      if (!action.ifNotExists()) {
        throw duplicate;
      }
      work.context()
          .notice(
              new SqlException(SqlState.DUPLICATE_COLUMN, duplicate.getMessage() + ", skipping"));
      return;
    }
    if (table.columns().size() >= MAX_COLUMNS) {
      throw new SqlException(
          SqlState.TOO_MANY_COLUMNS, "tables can have at most " + MAX_COLUMNS + " columns");
    }
    StatementContext context = work.context();
    Rewrites.columnAdded(context, table, name);
    int number = table.columns().size() + 1;
    ColumnDefinitions.NewColumn made =
        ColumnDefinitions.make(context, table, number, action.column());
    made.sequence().ifPresent(sequence -> IdentityColumns.put(sequence, context));
    Column column = made.column();
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(column);
    work.put(table.withColumns(columns));
    fill(column, made.sequence(), work);
    addConstraints(made.constraints(), column, work);
  }

  private static void fill(Column column, Optional<Sequence> sequence, TableWork work) {
    StatementContext context = work.context();
    if (column.generation() == Column.Generation.STORED) {
      ColumnDefinitions.checkGenerated(context, work.table(), column);
      work.recompute(column.number());
      return;
    }
    Optional<String> text =
        column.isIdentity()
            ? sequence.map(made -> StoredExpressions.nextValue(made.oid()))
            : column.defaultText();
    if (text.isEmpty()) {
      requireNotNull(column, work);
      return;
    }
    BoundExpression value = StoredEvaluators.constant(text.get(), column, context);
    if (ExpressionFacts.volatility(value) == Volatility.VOLATILE) {
      work.newValue(column.number(), value);
      return;
    }
    Frame frame = new Frame(context, new Object[0], null).at(new Object[0]);
    Object constant = Evaluators.plain().compile(value).evaluate(frame);
    if (constant == null) {
      requireNotNull(column, work);
    } else {
      String printed = StoredEvaluators.type(column, context).print(constant, TextFormat.DEFAULT);
      work.put(column.withMissing(Optional.of(printed)));
    }
  }

  private static void requireNotNull(Column column, TableWork work) {
    if (column.notNull()) {
      work.requireNotNull(column.number());
    }
  }

  private static void addConstraints(
      List<TableConstraint> constraints, Column column, TableWork work) {
    boolean allNull =
        column.defaultText().isEmpty() && column.generation() == Column.Generation.NONE;
    for (TableConstraint constraint : constraints) {
      Pass pass = Pass.of(constraint);
      if (constraint instanceof TableConstraint.ForeignKey key && allNull) {
        // NULL refers to nothing: there is nothing to look for.
        work.later(pass, () -> AddConstraint.addForeignKey(key, false, work));
      } else {
        work.later(pass, () -> AddConstraint.apply(constraint, work));
      }
    }
  }
}
