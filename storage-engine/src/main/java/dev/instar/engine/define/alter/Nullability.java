package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlParser;

/** SET NOT NULL and DROP NOT NULL. */
final class Nullability {
  private Nullability() {}

  static void setNotNull(AlterTableAction.SetNotNull action, TableWork work) {
    Column column = work.column(action.column());
    if (!column.notNull()) {
      work.put(column.withNotNull(true));
      prove(column, work);
    }
  }

  /** Looks at all rows, unless a CHECK constraint has. */
  static void prove(Column column, TableWork work) {
    boolean known =
        work.context().catalog().constraints(work.table().oid()).stream()
            .anyMatch(
                constraint ->
                    constraint instanceof Constraint.Check check
                        && check.validated()
                        && !check.noInherit()
                        && implies(
                            SqlParser.parseExpression(check.expression()).tree(), column.name()));
    if (!known) {
      work.requireNotNull(column.number());
    }
  }

  /** Whether a condition that does not give false says that a column is not NULL. */
  private static boolean implies(Expression condition, String column) {
    return switch (condition) {
      case Expression.Binary binary when binary.operator().equals("AND") ->
          implies(binary.left(), column) || implies(binary.right(), column);
      case Expression.Binary binary when binary.operator().equals("OR") ->
          implies(binary.left(), column) && implies(binary.right(), column);
      case Expression.Is is ->
          is.test().equals("NOT NULL")
              && is.operand() instanceof Expression.ColumnReference reference
              && reference.parts().getLast().equals(column);
      default -> false;
    };
  }

  static void dropNotNull(AlterTableAction.DropNotNull action, TableWork work) {
    Column column = work.column(action.column());
    Table table = work.table();
    if (!column.notNull()) {
      return;
    }
    if (column.isIdentity()) {
      throw IdentityColumns.isIdentity(column, table);
    }
    for (Index index : work.context().catalog().indexes(table.oid())) {
      boolean key = index.keys().stream().anyMatch(part -> part.column() == column.number());
      if (key && index.primary()) {
        throw inKey(column, "is in a primary key");
      }
      if (key && table.identity().index() == index.oid()) {
        throw inKey(column, "is in index used as replica identity");
      }
    }
    work.put(column.withNotNull(false));
  }

  private static SqlException inKey(Column column, String how) {
    return new SqlException(
        SqlState.INVALID_TABLE_DEFINITION, "column \"" + column.name() + "\" " + how);
  }
}
