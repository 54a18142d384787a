package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.define.ColumnDefinitions;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.type.DataType;
import java.util.Optional;

/** SET DEFAULT and DROP DEFAULT: of rows to come. */
final class ColumnDefaults {
  private ColumnDefaults() {}

  static void set(AlterTableAction.SetDefault action, TableWork work) {
    Column column = plain(action.column(), true, work);
    DataType type = StoredEvaluators.type(column, work.context());
    Optional<String> text =
        ColumnDefinitions.defaultText(
            work.context(), column.name(), type, column.modifier(), action.expression());
    work.put(column.withDefaultText(text));
  }

  static void drop(AlterTableAction.DropDefault action, TableWork work) {
    Column column = plain(action.column(), false, work);
    work.put(column.withDefaultText(Optional.empty()));
  }

  /** A column whose values come from nowhere else. */
  private static Column plain(String name, boolean set, TableWork work) {
    Column column = work.column(name);
    if (column.isIdentity()) {
      SqlException error = IdentityColumns.isIdentity(column, work.table());
      throw set ? error : error.with(Field.HINT, hint("DROP IDENTITY"));
    }
    if (column.generation() == Column.Generation.STORED) {
      throw new SqlException(
              SqlState.SYNTAX_ERROR,
              "column \"%s\" of relation \"%s\" is a generated column"
                  .formatted(name, work.table().name()))
          .with(Field.HINT, hint(set ? "SET EXPRESSION" : "DROP EXPRESSION"));
    }
    return column;
  }

  private static String hint(String instead) {
    return "Use ALTER TABLE ... ALTER COLUMN ... " + instead + " instead.";
  }
}
