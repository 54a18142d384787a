package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.TableName;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * LOCK TABLE where a statement's own order of locking differs from the order of the names, in which
 * all steps lock, so that no two of them wait for each other.
 */
final class LockStatements {
  private LockStatements() {}

  /**
   * The statement that locks all of them in order; empty where the statement's own order, first its
   * table and then the other, is that order anyway.
   */
  static Optional<String> inOrder(LockMode mode, TableName first, Collection<TableName> others) {
    SortedSet<TableName> all = new TreeSet<>(others);
    all.add(first);
    if (all.size() == 1 || (all.size() == 2 && all.first().equals(first))) {
      return Optional.empty();
    }
    return Optional.of(
        "LOCK TABLE "
            + all.stream().map(t -> "ONLY " + t.quoted()).collect(Collectors.joining(", "))
            + " IN "
            + mode.sql()
            + " MODE");
  }
}
