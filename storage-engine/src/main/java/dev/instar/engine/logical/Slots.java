package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.Changelog;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All slots: makes them, gives each to one reader at a time, drops them, and keeps the log and the
 * catalog's old rows for as long as one needs them. Thread-safe.
 *
 * <p>What is kept follows what is on disk, never what is in memory: after a crash a slot stands
 * where it was last saved, and must find what it needs there. It is saved when its reader leaves,
 * and while it reads now and then; what a crash takes of the confirmed position is sent again.
 */
final class Slots {
  /** How much log may be held in vain before a slot is saved. */
  private static final long SAVE_BYTES = 16L << 20;

  private static final Duration SAVE_INTERVAL = Duration.ofSeconds(10);

  private final SlotFile file;
  private final Log log;
  private final Transactions transactions;
  private final Origins origins;
  private final int max;

  // Guarded by this.
  private final Map<String, Slot> slots = new TreeMap<>();

  /** Names of slots that are being made, and by whom. Guarded by this. */
  private final Map<String, Integer> beingMade = new TreeMap<>();

  /** With the slots that were stored: before anything is vacuumed, or removed from the log. */
  Slots(
      SlotFile file,
      List<SlotFile.Stored> known,
      Log log,
      Transactions transactions,
      Origins origins,
      int max) {
    this.file = file;
    this.log = log;
    this.transactions = transactions;
    this.origins = origins;
    this.max = max;
    for (SlotFile.Stored stored : known) {
      keep(new Slot(stored.name(), stored.database(), false, stored.position()));
    }
  }

  private void keep(Slot slot) {
    slot.hold = transactions.hold(slot.saved.point().xmin());
    log.hold(slot.owner(), slot.saved.restart());
    slots.put(slot.name(), slot);
  }

  /**
   * Takes a name for a slot that will be made by {@link #add}, or given up by {@link #forget}.
   *
   * @throws SqlException 42602, 42622, 42710, 53400
   */
  synchronized void reserve(String name, int pid) {
    SlotNames.require(name);
    if (slots.containsKey(name) || beingMade.containsKey(name)) {
      throw new SqlException(
          SqlState.DUPLICATE_OBJECT, "replication slot \"" + name + "\" already exists");
    }
    if (slots.size() + beingMade.size() >= max) {
      throw new SqlException(
              SqlState.CONFIGURATION_LIMIT_EXCEEDED, "all replication slots are in use")
          .with(Field.HINT, "Free one or increase \"max_replication_slots\".");
    }
    beingMade.put(name, pid);
  }

  synchronized void forget(String name) {
    beingMade.remove(name);
  }

  /**
   * A slot whose name was reserved is there; durable when this returns. Its maker holds log and
   * rows until then.
   *
   * @param reader who reads it from now on; 0 for nobody
   */
  synchronized Slot add(
      String name, int database, boolean temporary, SlotPosition position, int reader) {
    Slot slot = new Slot(name, database, temporary, position);
    slot.activePid = reader;
    keep(slot);
    beingMade.remove(name);
    if (!temporary) {
      try {
        write();
      } catch (SqlException e) {
        remove(slot);
        throw e;
      }
    }
    return slot;
  }

  /**
   * Gives a slot to a reader.
   *
   * @throws SqlException 42704, 55006
   */
  synchronized Slot acquire(String name, int pid) {
    Slot slot = slots.get(name);
    if (slot == null) {
      if (beingMade.containsKey(name)) {
        throw active(name, beingMade.get(name));
      }
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "replication slot \"" + name + "\" does not exist");
    }
    if (slot.activePid != 0 && slot.activePid != pid) {
      throw active(name, slot.activePid);
    }
    slot.activePid = pid;
    return slot;
  }

  private static SqlException active(String name, int pid) {
    return new SqlException(
        SqlState.OBJECT_IN_USE, "replication slot \"" + name + "\" is active for PID " + pid);
  }

  /** The reader is done; a temporary slot stays its session's. */
  synchronized void release(Slot slot) {
    if (slots.get(slot.name()) != slot) {
      return;
    }
    if (!slot.isTemporary()) {
      slot.activePid = 0;
      slot.inactiveSince = Instant.now();
    }
    save(slot);
    notifyAll();
  }

  /** Drops a slot that the caller has acquired. */
  synchronized void drop(Slot slot) {
    remove(slot);
    if (!slot.isTemporary()) {
      write();
    }
    notifyAll();
  }

  private void remove(Slot slot) {
    slots.remove(slot.name());
    slot.hold.close();
    log.release(slot.owner());
  }

  /** Waits until nobody reads a slot, or it is gone; at most for a time. */
  synchronized void awaitIdle(String name, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Slot slot = slots.get(name);
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (slot == null || slot.activePid == 0 || left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** A database is gone. */
  synchronized void databaseDropped(int database) {
    for (Slot slot : List.copyOf(slots.values())) {
      if (slot.database() == database) {
        drop(slot);
      }
    }
  }

  /** An error has ended what a session did: its temporary slots are gone, as on PostgreSQL. */
  synchronized void sessionFailed(int pid) {
    for (Slot slot : List.copyOf(slots.values())) {
      if (slot.isTemporary() && slot.activePid == pid) {
        drop(slot);
      }
    }
  }

  /** A session has ended: what it read is free, its temporary slots are gone. */
  synchronized void sessionEnded(int pid) {
    if (slots.isEmpty() && beingMade.isEmpty()) {
      return;
    }
    beingMade.values().removeIf(maker -> maker == pid);
    for (Slot slot : List.copyOf(slots.values())) {
      if (slot.activePid == pid) {
        if (slot.isTemporary()) {
          drop(slot);
        } else {
          release(slot);
        }
      }
    }
  }

  /** The reader of a slot has what was before a position. */
  void confirm(Slot slot, Lsn position) {
    if (position.compareTo(slot.position().confirmed()) > 0) {
      synchronized (this) {
        slot.moveTo(slot.position().confirm(position));
      }
    }
  }

  /** Reading may begin later: the reader has confirmed the point. */
  synchronized void restartAt(Slot slot, RestartPoint later) {
    slot.moveTo(slot.position().restartAt(later));
    long inVain = later.restart().value() - slot.saved.restart().value();
    if (inVain > SAVE_BYTES || System.nanoTime() - slot.savedAt > SAVE_INTERVAL.toNanos()) {
      save(slot);
    }
  }

  private void save(Slot slot) {
    SlotPosition now = slot.position();
    if (now.equals(slot.saved)) {
      return;
    }
    if (!slot.isTemporary()) {
      write();
    } else {
      saved(slot);
    }
  }

  /** What the reader has confirmed is durable log: it was sent. */
  private void write() {
    Collection<Slot> stored = slots.values().stream().filter(s -> !s.isTemporary()).toList();
    List<SlotFile.Stored> content = new ArrayList<>();
    for (Slot slot : stored) {
      content.add(new SlotFile.Stored(slot.name(), slot.database(), slot.position()));
    }
    file.write(new SlotFile.Content(content, origins.byNumber()));
    stored.forEach(this::saved);
  }

  private void saved(Slot slot) {
    slot.saved = slot.position();
    slot.savedAt = System.nanoTime();
    slot.hold.advance(slot.saved.point().xmin());
    log.hold(slot.owner(), slot.saved.restart());
  }

  /** Makes another thing durable that is in the same file. */
  synchronized void writeOrigins() {
    write();
  }

  /** Saves all, before an orderly end. */
  synchronized void close() {
    if (slots.values().stream().anyMatch(s -> !s.isTemporary() && !s.position().equals(s.saved))) {
      write();
    }
  }

  /** As {@code pg_replication_slots} shows them. */
  synchronized List<Changelog.Slot> views() {
    List<Changelog.Slot> views = new ArrayList<>();
    for (Slot slot : slots.values()) {
      SlotPosition at = slot.position();
      boolean active = slot.activePid != 0;
      views.add(
          new Changelog.Slot(
              slot.name(),
              LogicalChangelog.PLUGIN,
              slot.database(),
              slot.isTemporary(),
              active ? Optional.of(slot.activePid) : Optional.empty(),
              slot.saved.point().xmin(),
              at.restart(),
              at.confirmed(),
              active ? Optional.empty() : Optional.of(slot.inactiveSince)));
    }
    return views;
  }

  synchronized Optional<Slot> find(String name) {
    return Optional.ofNullable(slots.get(name));
  }
}
