package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/** A partitioned table and what is below it, in the order in which the server made it. */
final class PartitionTree {
  private PartitionTree() {}

  /** The tables that have rows; itself, where it is not partitioned. */
  static List<Table> leaves(StatementDraft draft, TableName table) {
    return all(draft, table).stream().filter(t -> t.kind() == Table.Kind.TABLE).toList();
  }

  /** Itself and all below it, each parent before its partitions. */
  static List<Table> all(StatementDraft draft, TableName table) {
    List<Table> found = new ArrayList<>();
    collect(draft, table, found);
    return found;
  }

  private static void collect(StatementDraft draft, TableName name, List<Table> found) {
    Table table = draft.table(name);
    found.add(table);
    for (Partitions.Part part : table.partitions().parts()) {
      collect(draft, part.table(), found);
    }
  }
}
