package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What must hold before and after a stream is started; asked on an ordinary connection. */
final class StreamPreconditions {
  private StreamPreconditions() {}

  /** Checks the server, the publication, the slot and the position before the start. */
  static void checkBefore(Connection connection, StreamSettings settings) throws SQLException {
    String level = one(connection, "SHOW wal_level");
    if (!level.equals("logical")) {
      throw new ChangeStreamException(
          Reason.UNAVAILABLE,
          "wal_level is " + level + "; set it to logical and restart the server");
    }
    checkSynchronousStandbys(connection);
    Slots.requirePublication(connection, settings.publication());
    SlotState slot = slot(connection, settings);
    String database = one(connection, "SELECT current_database()");
    if (!"pgoutput".equals(slot.plugin()) || !database.equals(slot.database())) {
      throw new ChangeStreamException(
          Reason.UNAVAILABLE,
          "replication slot %s is for plugin %s in database %s"
              .formatted(slot.name(), slot.plugin(), slot.database()));
    }
    if (slot.activePid().isPresent()) {
      throw new ChangeStreamException(
          Reason.SLOT_BUSY,
          "process " + slot.activePid().getAsInt() + " is reading replication slot " + slot.name());
    }
    checkPosition(connection, slot, settings);
  }

  /** Checks, now that the slot is ours, that nobody moved it meanwhile. */
  static void checkAfter(Connection connection, StreamSettings settings) throws SQLException {
    checkPosition(connection, slot(connection, settings), settings);
  }

  /**
   * A server with {@code synchronous_standby_names = '*'} takes every sender's client for a
   * standby, us too, as soon as we acknowledge: commits would wait until we have copied what they
   * wrote.
   */
  private static void checkSynchronousStandbys(Connection connection) throws SQLException {
    String names = one(connection, "SELECT current_setting('synchronous_standby_names', true)");
    if (names != null && names.contains("*")) {
      throw new ChangeStreamException(
          Reason.UNAVAILABLE,
          "synchronous_standby_names is "
              + names
              + ", so commits would wait for this stream; name the standbys in it instead of *");
    }
  }

  private static SlotState slot(Connection connection, StreamSettings settings)
      throws SQLException {
    SlotState slot =
        Slots.read(connection, settings.slot())
            .orElseThrow(
                () ->
                    new ChangeStreamException(
                        Reason.SLOT_LOST,
                        "replication slot " + settings.slot() + " does not exist"));
    if (slot.isLost()) {
      throw new ChangeStreamException(Reason.SLOT_LOST, slot.whyLost());
    }
    return slot;
  }

  /** The server itself would begin at the later of both positions without a word. */
  private static void checkPosition(Connection connection, SlotState slot, StreamSettings settings)
      throws SQLException {
    if (settings.start().isEmpty()) {
      return;
    }
    Lsn start = settings.start().get();
    if (slot.confirmed().compareTo(start) > 0) {
      throw new ChangeStreamException(
          Reason.POSITION_LOST,
          "replication slot %s has confirmed %s, beyond the position %s asked for"
              .formatted(slot.name(), slot.confirmed(), start));
    }
    Lsn end = Lsn.parse(one(connection, "SELECT (" + Slots.LOG_END + ")::text"));
    if (start.compareTo(end) > 0) {
      throw new ChangeStreamException(
          Reason.POSITION_LOST,
          "the server's log ends at %s, before the position %s asked for: it has lost what it once had"
              .formatted(end, start));
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
