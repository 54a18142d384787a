package dev.instar.engine.logical;

import dev.instar.engine.wal.Lsn;

/**
 * A place that a slot may restart from once its reader has confirmed the point's position; see
 * {@link SlotPosition}.
 */
record RestartPoint(Lsn restart, CatalogPoint point) {}
