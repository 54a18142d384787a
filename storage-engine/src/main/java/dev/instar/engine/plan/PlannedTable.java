package dev.instar.engine.plan;

import dev.instar.engine.store.RowStatistics;
import dev.instar.engine.store.VersionedTable;

/**
 * A table as it was when a plan was made.
 *
 * @param statistics null if there were none
 */
record PlannedTable(VersionedTable stored, long size, RowStatistics statistics) {
  /** A plan for a table that has become so much larger is made anew. */
  private static final long GROWTH = 10;

  /** Below that all plans are good enough. */
  private static final long SMALL = 1000;

  static PlannedTable of(VersionedTable stored) {
    return new PlannedTable(stored, stored.size(), stored.statistics().orElse(null));
  }

  @SuppressWarnings("ReferenceEquality") // the very same: nobody has looked since
  boolean isOutgrown() {
    return stored.size() > GROWTH * Math.max(SMALL, size)
        || stored.statistics().orElse(null) != statistics;
  }
}
