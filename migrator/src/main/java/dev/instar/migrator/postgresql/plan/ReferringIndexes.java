package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.schema.IncomingKey;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;

/** Whether the rows that refer to a row are found by an index. */
final class ReferringIndexes {
  private ReferringIndexes() {}

  /** Whether a valid index over all rows begins with these columns, in any order. */
  static boolean has(Table child, List<String> columns) {
    return child.indexes().stream()
        .filter(i -> i.valid() && i.predicate().isEmpty())
        .filter(i -> i.keys().size() >= columns.size())
        .anyMatch(
            i ->
                i.keys().subList(0, columns.size()).stream()
                    .allMatch(k -> k.isPresent() && columns.contains(k.get())));
  }

  /** Says so if rows of a table are deleted, or get another key, that such rows may refer to. */
  static void check(StatementDraft draft, Table table, RowChange change) {
    for (IncomingKey key : table.incoming()) {
      boolean looked =
          change.deletes() || key.columns().stream().anyMatch(change.assigned()::contains);
      Optional<Table> child = Optional.ofNullable(draft.schema().tables().get(key.child()));
      boolean indexed = child.map(c -> has(c, key.referring())).orElse(key.indexed());
      if (looked && !indexed) {
        warn(draft, key.child(), key.referring(), table.name());
      }
    }
  }

  static void warn(
      StatementDraft draft, TableName child, List<String> columns, TableName referenced) {
    String list = String.join(", ", columns);
    draft.find(FindingCode.FK_NO_INDEX, list, child, referenced, child, list);
  }
}
