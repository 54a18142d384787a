package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.TableName;
import java.util.HashSet;
import java.util.Set;

/**
 * The names that statements of a script drop. They are free in the script's own order, but the
 * drops run at the end, in CONTRACT: whoever takes such a name again must wait for that. For one
 * thread.
 */
final class ContractedNames {
  private final Set<String> columns = new HashSet<>();
  private final Set<TableName> relations = new HashSet<>();
  private final Set<TableName> tables = new HashSet<>();
  private final Set<TableName> rebuilt = new HashSet<>();

  void column(TableName table, String column) {
    columns.add(key(table, column));
    tables.add(table);
  }

  /** Something of the table waits for CONTRACT, where it is looked for under this name. */
  void waiting(TableName table) {
    tables.add(table);
  }

  /** A table is rebuilt; its old one waits. Returns whether an earlier statement did so too. */
  boolean rebuilt(TableName table) {
    waiting(table);
    return !rebuilt.add(table);
  }

  /** Whether a step of CONTRACT looks for the table under this name. */
  boolean waitsFor(TableName table) {
    return tables.contains(table);
  }

  void relation(TableName relation) {
    relations.add(relation);
  }

  boolean hasColumn(TableName table, String column) {
    return columns.contains(key(table, column));
  }

  boolean hasRelation(TableName relation) {
    return relations.contains(relation);
  }

  private static String key(TableName table, String column) {
    return table.quoted() + "." + column;
  }
}
