package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.define.ColumnDefinitions;
import dev.instar.engine.define.IndexColumns;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.StoredExpressions;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import java.util.Optional;

/** SET EXPRESSION and DROP EXPRESSION of generated columns. */
final class GeneratedColumns {
  private GeneratedColumns() {}

  static void setExpression(AlterTableAction.SetExpression action, TableWork work) {
    Column column = work.column(action.column());
    requireGenerated(column, work);
    Column now =
        column
            .withDefaultText(Optional.of(StoredExpressions.of(action.expression(), work.context())))
            .withMissing(Optional.empty());
    work.put(now);
    ColumnDefinitions.checkGenerated(work.context(), work.table(), now);
    work.recompute(column.number());
    checkAgain(column.number(), work);
  }

  /** What all rows fulfilled with the old values they must fulfil with the new ones. */
  private static void checkAgain(int number, TableWork work) {
    for (Constraint constraint : work.context().catalog().constraints(work.table().oid())) {
      if (constraint.columns().contains(number) && constraint.validated()) {
        switch (constraint) {
          case Constraint.Check check -> work.require(check);
          case Constraint.ForeignKey key -> work.require(key);
          case Constraint.Unique unique -> {}
        }
      }
    }
    for (Index index : work.context().catalog().indexes(work.table().oid())) {
      if (IndexColumns.of(work.context(), work.table(), index).contains(number)) {
        work.rebuild(index.oid());
      }
    }
  }

  static void dropExpression(AlterTableAction.DropExpression action, TableWork work) {
    Column column = work.column(action.column());
    if (column.generation() != Column.Generation.STORED && action.ifExists()) {
      Notices.tell(
          work.context(),
          "column \"%s\" of relation \"%s\" is not a stored generated column, skipping"
              .formatted(column.name(), work.table().name()));
      return;
    }
    if (column.generation() != Column.Generation.STORED) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "column \"%s\" of relation \"%s\" is not a stored generated column"
              .formatted(column.name(), work.table().name()));
    }
    work.put(column.withGeneration(Column.Generation.NONE).withDefaultText(Optional.empty()));
  }

  private static void requireGenerated(Column column, TableWork work) {
    if (column.generation() != Column.Generation.STORED) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "column \"%s\" of relation \"%s\" is not a generated column"
              .formatted(column.name(), work.table().name()));
    }
  }
}
