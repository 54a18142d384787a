package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The key by which rows are found again: a valid, unique, immediate btree index over NOT NULL
 * columns, without condition or expression. For a shadow table also one that the change stream
 * delivers (I2).
 */
final class UsableKey {
  private UsableKey() {}

  /** A key for batches. The primary key before any other, then the one of fewest columns. */
  static Optional<Index> any(Table table) {
    return table.indexes().stream().filter(i -> usable(table, i)).min(first(table));
  }

  private static Comparator<Index> first(Table table) {
    return Comparator.comparing((Index i) -> !isPrimary(table, i))
        .thenComparing(i -> i.keys().size())
        .thenComparing(Index::name);
  }

  /**
   * The columns of a key for batches that leaves these columns out, in the order in which the
   * server sorts by default; empty if there is none.
   */
  static Optional<List<String>> without(Table table, Set<String> columns) {
    return table.indexes().stream()
        .filter(i -> usable(table, i) && i.plainKeys())
        .filter(i -> i.keyColumns().stream().noneMatch(columns::contains))
        .min(first(table))
        .map(Index::keyColumns);
  }

  /**
   * Why there is no key for a shadow; empty if there is one.
   *
   * @param unfit columns whose values are not the same in both shapes
   */
  static Optional<Missing> missing(Table table, Set<String> unfit) {
    Optional<Index> any = any(table);
    if (any.isEmpty()) {
      return Optional.of(
          new Missing(
              table.name() + " has no primary key and no other unique key over NOT NULL columns",
              "Add a primary key first, in a statement before this one."));
    }
    boolean found =
        table.indexes().stream()
            .filter(i -> usable(table, i) && delivered(table, i))
            .anyMatch(i -> i.keyColumns().stream().noneMatch(unfit::contains));
    if (found) {
      return Optional.empty();
    }
    boolean delivers =
        table.indexes().stream().anyMatch(i -> usable(table, i) && delivered(table, i));
    return Optional.of(
        delivers
            ? new Missing(
                "the only key of "
                    + table.name()
                    + " changes with USING, is dropped, or is"
                    + " computed, so its rows cannot be found again in the new shape",
                "Change the key in a migration of its own, through a new column.")
            : new Missing(
                "the change stream does not carry a key of "
                    + table.name()
                    + ": its replica identity is "
                    + table.replicaIdentity(),
                "Set it first: ALTER TABLE "
                    + table.name()
                    + " REPLICA IDENTITY "
                    + (isPrimary(table, any.get()) ? "DEFAULT" : "USING INDEX " + any.get().name())
                    + ";"));
  }

  private static boolean usable(Table table, Index index) {
    return index.unique()
        && index.valid()
        && index.immediate()
        && index.method().equals("btree")
        && index.predicate().isEmpty()
        && !index.hasExpressions()
        && index.keyColumns().stream()
            .allMatch(c -> table.column(c).map(column -> column.notNull()).orElse(false));
  }

  private static boolean delivered(Table table, Index index) {
    return switch (table.replicaIdentity()) {
      case DEFAULT -> isPrimary(table, index);
      case FULL -> true;
      case INDEX -> index.replicaIdentity();
      case NOTHING -> false;
    };
  }

  private static boolean isPrimary(Table table, Index index) {
    return table
        .primaryKey()
        .map(p -> index.constraint().equals(Optional.of(p.name())))
        .orElse(false);
  }

  /** Why there is none, and what helps. */
  record Missing(String reason, String alternative) {}
}
