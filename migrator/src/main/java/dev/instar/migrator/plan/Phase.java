package dev.instar.migrator.plan;

/** Where in the life of a migration a step belongs. */
public enum Phase {
  /** Adds; the old application keeps working. */
  EXPAND,
  /** Moves data: backfill, copy, verify, swap. */
  MIGRATE,
  /** Removes what the old application may still need. */
  CONTRACT
}
