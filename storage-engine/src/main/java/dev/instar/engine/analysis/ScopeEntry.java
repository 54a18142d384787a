package dev.instar.engine.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A name in FROM and what it stands for.
 *
 * @param name the alias, or the relation's own name; absent for a join without one
 * @param schema that of the relation, if the name is the relation's own
 * @param relation the relation's own name, where an alias hides it: for messages
 * @param identity the slot of the row's identity, of a table
 * @param named whether a name with a dot before a column may be written
 * @param plain whether a column by itself finds its columns
 * @param scalar whether it is a function whose only column is its value
 */
record ScopeEntry(
    Optional<String> name,
    Optional<String> schema,
    Optional<String> relation,
    List<ScopeColumn> columns,
    Optional<Integer> identity,
    boolean named,
    boolean plain,
    boolean scalar) {
  ScopeEntry {
    columns = List.copyOf(columns);
  }

  /**
   * One of its columns.
   *
   * @param value over the row of the query whose entry it is
   * @param originTable the OID of the table that it comes from, as results tell it; 0 for none
   * @param originColumn its number there; 0 for none
   * @param reads what is read when it is used
   */
  record ScopeColumn(
      String name, BoundExpression value, int originTable, int originColumn, List<Read> reads) {
    ScopeColumn {
      reads = List.copyOf(reads);
    }

    void use() {
      reads.forEach(read -> read.used()[read.column()] = true);
    }

    ScopeColumn renamed(String other) {
      return new ScopeColumn(other, value, originTable, originColumn, reads);
    }
  }

  /** A column of a table's source that is to be read. */
  @SuppressWarnings("ArrayRecordComponent") // That of the source, to be marked.
  record Read(boolean[] used, int column) {}

  ScopeEntry hidden(boolean nameStays) {
    return new ScopeEntry(
        name, schema, relation, columns, identity, named && nameStays, false, scalar);
  }

  Optional<ScopeColumn> column(String columnName) {
    for (ScopeColumn column : columns) {
      if (column.name().equals(columnName)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  List<ScopeColumn> columns(String columnName) {
    List<ScopeColumn> found = new ArrayList<>(1);
    for (ScopeColumn column : columns) {
      if (column.name().equals(columnName)) {
        found.add(column);
      }
    }
    return found;
  }
}
