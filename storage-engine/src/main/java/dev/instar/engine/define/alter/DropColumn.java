package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Drops;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.ObjectAddress;
import dev.instar.engine.define.index.SystemColumns;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import java.util.List;
import java.util.Optional;

/** DROP COLUMN: the column keeps its place; rows are left as they are. */
final class DropColumn {
  private DropColumn() {}

  static void apply(AlterTableAction.DropColumn action, TableWork work) {
    Table table = work.table();
    Optional<Column> column = table.column(action.column());
    if (column.isEmpty() && SystemColumns.isOne(action.column())) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot drop system column \"" + action.column() + "\"");
    }
    if (column.isEmpty() && action.ifExists()) {
      Notices.missing(
          work.context(),
          "column \"%s\" of relation \"%s\"".formatted(action.column(), table.name()));
      return;
    }
    int number = column.orElseThrow(() -> work.missing(action.column())).number();
    Drops.drop(
        work.context(), List.of(ObjectAddress.column(table.oid(), number)), action.cascade());
  }
}
