package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.index.LiveRows;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What all rows that are there must fulfil from now on. One thread. */
final class RowChecks {
  private record Condition(Constraint.Check check, Evaluator evaluator) {}

  private final StatementContext context;
  private final Table table;
  private final List<Column> notNull = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final Frame frame;

  /**
   * @param table as it is by now
   * @param notNull numbers of columns
   */
  RowChecks(
      StatementContext context,
      Table table,
      Collection<Integer> notNull,
      Collection<Constraint.Check> checks) {
    this.context = context;
    this.table = table;
    this.frame = new Frame(context, new Object[0], null);
    notNull.forEach(number -> this.notNull.add(table.column(number)));
    for (Constraint.Check check : checks) {
      conditions.add(
          new Condition(check, StoredEvaluators.over(check.expression(), table, context)));
    }
  }

  /** The same and, as a rewrite has every row at hand, all columns that are NOT NULL. */
  RowChecks withAllNotNull() {
    for (Column column : table.liveColumns()) {
      if (column.notNull() && !notNull.contains(column)) {
        notNull.add(column);
      }
    }
    return this;
  }

  /** Reads the table, if there is anything to look for. */
  void scan() {
    if (notNull.isEmpty() && conditions.isEmpty()) {
      return;
    }
    Notices.debug(context, "verifying table \"%s\"".formatted(table.name()));
    try (LiveRows rows = new LiveRows(context, table)) {
      for (Object[] row = rows.next(); row != null; row = rows.next()) {
        check(row);
      }
    }
  }

  /**
   * @throws SqlException 23502, 23514
   */
  void check(Object[] row) {
    for (Column column : notNull) {
      if (row[column.number() - 1] == null) {
        throw of(
            new SqlException(
                    SqlState.NOT_NULL_VIOLATION,
                    "column \"%s\" of relation \"%s\" contains null values"
                        .formatted(column.name(), table.name()))
                .with(Field.COLUMN, column.name()));
      }
    }
    frame.at(row);
    for (Condition condition : conditions) {
      if (Boolean.FALSE.equals(condition.evaluator().evaluate(frame))) {
        throw of(
            new SqlException(
                    SqlState.CHECK_VIOLATION,
                    "check constraint \"%s\" of relation \"%s\" is violated by some row"
                        .formatted(condition.check().name(), table.name()))
                .with(Field.CONSTRAINT, condition.check().name()));
      }
    }
  }

  private SqlException of(SqlException error) {
    return error
        .with(Field.SCHEMA, context.catalog().get(Schema.class, table.schema()).name())
        .with(Field.TABLE, table.name());
  }
}
