package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;

/** What RENAME TO and SET SCHEMA do to the model: the table, and the other ends of its keys. */
final class TableRename {
  private TableRename() {}

  static Schema apply(Schema schema, Table table, TableName to) {
    TableName from = table.name();
    Schema renamed = schema.replace(from, table.with(t -> t.name(to)));
    for (Table other : schema.tables().values()) {
      TableName name = other.name().equals(from) ? to : other.name();
      renamed =
          renamed.with(
              name,
              t -> {
                for (Constraint constraint : other.constraints()) {
                  t.constraint(constraint.name(), c -> ColumnRename.follow(c, from, to));
                }
                t.children(other.children().stream().map(c -> c.equals(from) ? to : c).toList());
                t.partitions(other.partitions().renamed(from, to));
                for (IncomingKey key : other.incoming()) {
                  if (key.child().equals(from)) {
                    t.dropIncoming(key::equals).add(key.withChild(to));
                  }
                }
                return t;
              });
    }
    return renamed;
  }
}
