package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.NodeTree;
import dev.instar.engine.system.name.Names;

/** pg_attrdef. */
final class DefaultRows {
  private DefaultRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Table table :
        wanted.byOid(
            "adrelid",
            oid -> Names.object(context, Table.class, oid),
            () -> context.catalog().all(Table.class))) {
      for (Column column : table.columns()) {
        if (!column.dropped() && column.defaultText().isPresent()) {
          rows.add()
              .set("oid", MadeOids.ofDefault(table.oid(), column.number()))
              .set("adrelid", table.oid())
              .set("adnum", column.number())
              .set(
                  "adbin",
                  new NodeTree(column.number(), column.defaultText().orElseThrow()).text());
        }
      }
    }
  }
}
