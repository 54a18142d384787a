package dev.instar.changelog.postgresql;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A row of pg_replication_slots.
 *
 * @param name the slot
 * @param plugin its output plugin
 * @param database the database whose changes it decodes
 * @param confirmed confirmed_flush_lsn: what ended at or before it is never sent again
 * @param restart restart_lsn: the log is kept from here on; empty if it no longer is
 * @param walStatus whether the log that the slot needs is still there
 * @param safeWalSizeBytes how much may be written until the slot is in danger; empty if
 *     max_slot_wal_keep_size sets no limit
 * @param invalidationReason why it was invalidated; told from PostgreSQL 16 on
 * @param activePid the process that reads it
 * @param retainedBytes how much log it holds back
 */
public record SlotState(
    String name,
    String plugin,
    String database,
    Lsn confirmed,
    Optional<Lsn> restart,
    WalStatus walStatus,
    OptionalLong safeWalSizeBytes,
    Optional<String> invalidationReason,
    OptionalInt activePid,
    long retainedBytes) {

  /** Source: PostgreSQL's documentation of pg_replication_slots.wal_status. */
  public enum WalStatus {
    RESERVED,
    EXTENDED,
    /** Will be removed at the next checkpoint. */
    UNRESERVED,
    LOST
  }

  /** Whether what the slot held back is gone, so that no stream can start from it. */
  public boolean isLost() {
    return walStatus == WalStatus.LOST || invalidationReason.isPresent();
  }

  /** A sentence for messages. */
  String whyLost() {
    return "replication slot "
        + name
        + " was invalidated"
        + invalidationReason.map(reason -> ": " + reason).orElse("")
        + "; what it held back is lost";
  }
}
