package dev.instar.engine.logical;

import dev.instar.engine.catalog.Role;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.wal.Lsn;
import java.time.Duration;

/**
 * What can be done with slots, whether by a function or by a replication command. Stateless; waits
 * in the name of the session that asks.
 */
final class SlotCommands {
  /** How long DROP … WAIT waits before it looks for a cancel request again. */
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

  private final LogicalChangelog changelog;

  SlotCommands(LogicalChangelog changelog) {
    this.changelog = changelog;
  }

  /**
   * @throws SqlException 42501
   */
  static void requirePrivilege(EngineServices services, int role) {
    if (!mayReplicate(services, role)) {
      throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to use replication slots")
          .with(
              Field.DETAIL, "Only roles with the REPLICATION attribute may use replication slots.");
    }
  }

  static boolean mayReplicate(EngineServices services, int role) {
    return services.catalogs().shared().find(role).orElse(null) instanceof Role found
        && (found.superuser() || found.replication());
  }

  /**
   * @param settings where wal_level is asked for
   * @throws SqlException 55000
   */
  static void requireLogicalLog(SessionFunctions settings) {
    String level = settings.setting("wal_level");
    if (level != null && !level.equals("logical")) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "logical decoding requires \"wal_level\" >= \"logical\"");
    }
  }

  /** What is done with a new slot's snapshot while its rows are held. */
  interface SnapshotTaker {
    void take(Snapshot snapshot);
  }

  /**
   * Makes a slot.
   *
   * @return where it begins
   * @throws SqlException 42501 for another plugin, 42710, 53400, or what ended the waiting
   */
  Lsn create(
      String name,
      String plugin,
      boolean temporary,
      int database,
      LockOwner owner,
      SnapshotTaker taker) {
    if (!plugin.equals(LogicalChangelog.PLUGIN)) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "library \"" + plugin + "\" may not be used as an output plugin");
    }
    Slots slots = changelog.slotTable();
    slots.reserve(name, owner.pid());
    try {
      return changelog
          .creation()
          .create(
              database,
              owner,
              (position, snapshot) -> {
                taker.take(snapshot);
                int reader = temporary ? owner.pid() : 0;
                slots.add(name, database, temporary, position, reader);
                return position.confirmed();
              });
    } finally {
      slots.forget(name);
    }
  }

  /**
   * @param waits whether to wait for a reader to be done, instead of 55006
   * @param interrupts called while it waits
   */
  void drop(String name, int pid, boolean waits, Runnable interrupts) {
    Slots slots = changelog.slotTable();
    while (true) {
      try {
        slots.drop(slots.acquire(name, pid));
        return;
      } catch (SqlException e) {
        if (!waits || e.state() != SqlState.OBJECT_IN_USE) {
          throw e;
        }
      }
      try {
        slots.awaitIdle(name, LOOK_INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SqlException(
            SqlState.QUERY_CANCELED, "canceling statement due to user request", e);
      }
      interrupts.run();
    }
  }

  /**
   * Takes a slot to read it.
   *
   * @throws SqlException 42704, 55000 if it is another database's, 55006
   */
  Slot acquire(String name, int database, int pid) {
    Slots slots = changelog.slotTable();
    Slot slot = slots.acquire(name, pid);
    if (slot.database() != database) {
      slots.release(slot);
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "replication slot \"" + name + "\" was not created in this database");
    }
    return slot;
  }

  /**
   * Moves a slot on without telling anybody what it passes.
   *
   * @return where it stands then
   */
  Lsn advance(Slot slot, Lsn to, Runnable interrupts) {
    SlotPosition at = slot.position();
    if (to.compareTo(at.confirmed()) < 0) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "cannot advance replication slot to %s, minimum is %s".formatted(to, at.confirmed()));
    }
    Lsn end = changelog.store().log().durableEnd();
    Lsn target = to.compareTo(end) < 0 ? to : end;
    try (Decoder decoder =
        new Decoder(
            changelog.store(),
            changelog.transactions(),
            slot.database(),
            at,
            at.confirmed(),
            ChangeSink.NONE)) {
      while (decoder.read().compareTo(target) < 0 && decoder.step()) {
        interrupts.run();
      }
      confirm(slot, target, decoder);
    }
    return slot.position().confirmed();
  }

  /** All before a position has been read by the slot's reader. */
  void confirm(Slot slot, Lsn position, Decoder decoder) {
    changelog.slotTable().confirm(slot, position);
    decoder
        .restartPoint()
        .filter(point -> point.point().position().compareTo(slot.position().confirmed()) <= 0)
        .ifPresent(point -> changelog.slotTable().restartAt(slot, point));
  }
}
