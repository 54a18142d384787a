package dev.instar.engine.table;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;

/** What is said when a row breaks a constraint, in PostgreSQL's words, with its fields. */
public final class ConstraintErrors {
  private ConstraintErrors() {}

  static SqlException notNull(
      StatementContext context, TableLayout layout, Column column, Object[] row) {
    SqlException error =
        new SqlException(
                SqlState.NOT_NULL_VIOLATION,
                "null value in column \"%s\" of relation \"%s\" violates not-null constraint"
                    .formatted(column.name(), layout.table().name()))
            .with(Field.DETAIL, RowText.failingRow(context, layout, row))
            .with(Field.COLUMN, column.name());
    return of(context, layout.table(), error);
  }

  static SqlException check(
      StatementContext context, TableLayout layout, Constraint.Check check, Object[] row) {
    SqlException error =
        new SqlException(
                SqlState.CHECK_VIOLATION,
                "new row for relation \"%s\" violates check constraint \"%s\""
                    .formatted(layout.table().name(), check.name()))
            .with(Field.DETAIL, RowText.failingRow(context, layout, row))
            .with(Field.CONSTRAINT, check.name());
    return of(context, layout.table(), error);
  }

  /** {@code Key (id)=(1) already exists.} */
  static SqlException unique(
      StatementContext context, Table table, IndexLayout index, Object[] values) {
    return duplicate(
        context,
        table,
        index.index(),
        "duplicate key value violates unique constraint \"" + index.index().name() + "\"",
        "Key " + key(context, table, index, values) + " already exists.");
  }

  /** For the rows of a table of which a unique index is made. */
  static SqlException notUnique(
      StatementContext context, Table table, IndexLayout index, Object[] values) {
    return duplicate(
        context,
        table,
        index.index(),
        "could not create unique index \"" + index.index().name() + "\"",
        "Key " + key(context, table, index, values) + " is duplicated.");
  }

  private static SqlException duplicate(
      StatementContext context, Table table, Index index, String message, String detail) {
    return of(
        context,
        table,
        new SqlException(SqlState.UNIQUE_VIOLATION, message)
            .with(Field.DETAIL, detail)
            .with(Field.CONSTRAINT, index.name()));
  }

  private static String key(
      StatementContext context, Table table, IndexLayout index, Object[] values) {
    List<String> names = new ArrayList<>();
    for (Index.Key key : index.index().keys()) {
      names.add(
          key.column() == 0 ? key.expression().orElseThrow() : table.column(key.column()).name());
    }
    return RowText.key(context, names, index.codec().types(), values);
  }

  /** Adds schema and table. */
  static SqlException of(StatementContext context, Table table, SqlException error) {
    return error
        .with(Field.SCHEMA, context.catalog().get(Schema.class, table.schema()).name())
        .with(Field.TABLE, table.name());
  }
}
