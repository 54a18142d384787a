package dev.instar.migrator.shadow;

import dev.instar.changelog.Key;
import java.util.Set;

/** What came of writing a chunk or a batch to the shadow. */
public sealed interface Written {
  /** Committed. {@code rows} is how many rows were inserted. */
  record Committed(long rows) implements Written {}

  /**
   * Rolled back: a unique index of the shadow holds an older image of these keys, although in one
   * snapshot of the source there is no duplicate (I4). Reading these keys anew together with the
   * chunk or batch resolves it.
   */
  record Collided(Set<Key> keys) implements Written {
    public Collided {
      keys = Set.copyOf(keys);
    }
  }

  /** Rolled back by the server for a reason that passes, such as a deadlock between two of ours. */
  record RolledBack(String reason) implements Written {}
}
