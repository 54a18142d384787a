package dev.instar.engine.logical;

import dev.instar.engine.wal.Lsn;

/**
 * Where a slot stands.
 *
 * @param restart reading begins here: no transaction that commits at or behind {@code point} has a
 *     record before it
 * @param confirmed what committed before it is not sent again; at or behind the point's position
 * @param point from which the catalog is followed
 */
record SlotPosition(Lsn restart, Lsn confirmed, CatalogPoint point) {
  /** The reader has confirmed; positions only grow. */
  SlotPosition confirm(Lsn to) {
    return to.compareTo(confirmed) <= 0 ? this : new SlotPosition(restart, to, point);
  }

  /** Reading may begin later from now on. */
  SlotPosition restartAt(RestartPoint later) {
    return new SlotPosition(later.restart(), confirmed, later.point());
  }
}
