package dev.instar.engine.changelog;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which columns identify a table's rows in the changelog. */
public final class IdentityColumns {
  private IdentityColumns() {}

  /** Numbers of the columns; of REPLICA IDENTITY FULL, all. */
  public static Set<Integer> of(Table table, Catalog catalog) {
    return switch (table.identity().kind()) {
      case NOTHING -> Set.of();
      case FULL -> {
        Set<Integer> all = new HashSet<>();
        table.liveColumns().forEach(column -> all.add(column.number()));
        yield all;
      }
      case DEFAULT -> primaryKey(table, catalog).map(IdentityColumns::keys).orElse(Set.of());
      case INDEX ->
          catalog.indexes(table.oid()).stream()
              .filter(index -> index.oid() == table.identity().index())
              .findFirst()
              .map(IdentityColumns::keys)
              .orElse(Set.of());
    };
  }

  /** One that may be violated for a while identifies nothing. */
  private static Optional<Index> primaryKey(Table table, Catalog catalog) {
    return catalog.indexes(table.oid()).stream()
        .filter(index -> index.primary() && index.valid())
        .filter(index -> !isDeferrable(index, catalog))
        .findFirst();
  }

  private static boolean isDeferrable(Index index, Catalog catalog) {
    return catalog.constraints(index.table()).stream()
        .anyMatch(
            each ->
                each instanceof Constraint.Unique unique
                    && unique.index() == index.oid()
                    && unique.deferrable());
  }

  private static Set<Integer> keys(Index index) {
    Set<Integer> keys = new HashSet<>();
    index.keys().forEach(key -> keys.add(key.column()));
    return keys;
  }
}
