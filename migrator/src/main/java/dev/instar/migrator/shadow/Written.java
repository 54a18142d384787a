package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import java.util.Set;

/** What came of writing a chunk or a batch to the shadow. */
public sealed interface Written {
  /**
   * Committed.
   *
   * @param rows how many rows were inserted
   * @param pulled the further keys that were read anew as well, because a unique index of the
   *     shadow held older images of them that were in the way (I4)
   */
  record Committed(long rows, Set<Key> pulled) implements Written {
    public Committed {
      pulled = Set.copyOf(pulled);
    }
  }

  /**
   * Rolled back for a reason that passes, such as a deadlock between two of ours, or keys in the
   * way that could not be had.
   */
  record RolledBack(String reason) implements Written {}
}
