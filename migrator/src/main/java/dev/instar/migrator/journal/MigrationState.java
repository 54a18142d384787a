package dev.instar.migrator.journal;

import java.util.Locale;

/** Where a migration stands, as {@code migration.state} keeps it. */
public enum MigrationState {
  /** Begun and not finished; a runner works on it, or it can be resumed. */
  RUNNING,
  /** Done up to CONTRACT: the new shape is live, the old one is still there. */
  EXPANDED,
  /** The old shape is being removed; a runner works on it, or it can be resumed. */
  CONTRACTING,
  /** Nothing is left to do. */
  DONE,
  /** Being taken back; a runner works on it, or it can be resumed. */
  ABORTING,
  /** Taken back. */
  ABORTED;

  /** Whether it has to be resumed or aborted before another migration may begin. */
  public boolean unfinished() {
    return switch (this) {
      case RUNNING, CONTRACTING, ABORTING -> true;
      case EXPANDED, DONE, ABORTED -> false;
    };
  }

  /** As the state tables and reports spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MigrationState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
