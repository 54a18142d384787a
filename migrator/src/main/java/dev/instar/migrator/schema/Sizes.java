package dev.instar.migrator.schema;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How large the tables of a database were when they were measured. Immutable. */
public record Sizes(SortedMap<TableName, TableSize> tables) {
  /** Nothing was measured. */
  public static final Sizes NONE = new Sizes(Collections.emptySortedMap());

  public Sizes {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  public Sizes(Map<TableName, TableSize> tables) {
    this(new TreeMap<>(tables));
  }

  /** Empty for a table that was not there. */
  public Optional<TableSize> of(TableName table) {
    return Optional.ofNullable(tables.get(table));
  }
}
