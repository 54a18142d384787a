package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What an error of the server or the driver means for a stream. */
final class StreamErrors {
  private static final String OBJECT_IN_USE = "55006";
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String PREREQUISITE = "55000";

  private StreamErrors() {}

  /** By the SQLSTATE alone. */
  static ChangeStreamException of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    Reason reason =
        switch (state) {
          case OBJECT_IN_USE -> Reason.SLOT_BUSY;
          case UNDEFINED_OBJECT, PREREQUISITE -> Reason.UNAVAILABLE;
          default -> isLostConnection(state) ? Reason.DISCONNECTED : Reason.UNAVAILABLE;
        };
    return new ChangeStreamException(reason, e.getMessage(), e);
  }

  /**
   * By the SQLSTATE and by what has become of the slot: a server that gives up a slot ends its
   * reader as an administrator would.
   */
  static ChangeStreamException diagnose(SQLException e, StreamSettings settings) {
    try (Connection connection = settings.connections().ordinary()) {
      Optional<SlotState> slot = Slots.read(connection, settings.slot());
      if (slot.isEmpty()) {
        return new ChangeStreamException(
            Reason.SLOT_LOST, "replication slot " + settings.slot() + " is gone", e);
      }
      if (slot.get().isLost()) {
        return new ChangeStreamException(Reason.SLOT_LOST, slot.get().whyLost(), e);
      }
    } catch (SQLException | RuntimeException unreachable) {
      // Whoever opens connections for us may have errors of its own for a server that is away.
      e.addSuppressed(unreachable);
    }
    return of(e);
  }

  private static boolean isLostConnection(String state) {
    // 08: connection exception; 57P: ended by an operator; none: an error of the socket.
    return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
  }
}
