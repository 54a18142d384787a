package dev.instar.engine.logical;

import dev.instar.engine.txn.XminHold;
import java.time.Instant;

/**
 * A slot, as it is now. All that changes is guarded by its {@link Slots}; {@link #position} may be
 * read by any thread.
 */
final class Slot {
  private final String name;
  private final int database;
  private final boolean temporary;

  /** Where it stands. */
  private volatile SlotPosition position;

  /** What holds are set to, and what a crash would bring back; as the position if temporary. */
  SlotPosition saved;

  /** Keeps catalog rows that the point needs. */
  XminHold hold;

  /** The session that reads it; 0 if none does. */
  int activePid;

  Instant inactiveSince = Instant.now();

  /** On {@link System#nanoTime}. */
  long savedAt = System.nanoTime();

  Slot(String name, int database, boolean temporary, SlotPosition position) {
    this.name = name;
    this.database = database;
    this.temporary = temporary;
    this.position = position;
    this.saved = position;
  }

  String name() {
    return name;
  }

  int database() {
    return database;
  }

  /** Gone when the session ends that made it. */
  boolean isTemporary() {
    return temporary;
  }

  SlotPosition position() {
    return position;
  }

  void moveTo(SlotPosition to) {
    position = to;
  }

  /** What it is known by to those who hold the log for it. */
  String owner() {
    return "slot " + name;
  }
}
