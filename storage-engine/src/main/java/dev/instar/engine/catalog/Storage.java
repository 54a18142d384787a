package dev.instar.engine.catalog;

import dev.instar.engine.store.StoreChange;
import java.util.Optional;

/**
 * A tree of the store's that an object of the catalog has its content in. A rewrite gives the
 * object another one; the tree that no object has any more is dropped.
 */
sealed interface Storage {
  /** A table's rows. */
  record Rows(long number) implements Storage {}

  /** An index's entries. */
  record Entries(long number) implements Storage {}

  /** What an object has; a sequence's value is a row, and stays where it is. */
  static Optional<Storage> of(CatalogObject object) {
    return switch (object) {
      case Table table -> Optional.of(new Rows(table.storage()));
      case Index index -> Optional.of(new Entries(index.storage()));
      default -> Optional.empty();
    };
  }

  default StoreChange drop() {
    return switch (this) {
      case Rows rows -> new StoreChange.TableDropped(rows.number());
      case Entries entries -> new StoreChange.IndexDropped(entries.number());
    };
  }
}
