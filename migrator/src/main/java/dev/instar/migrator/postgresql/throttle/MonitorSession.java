package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.throttle.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.LoggerFactory;

/** The session that signals are read over, one statement at a time. Thread-safe. */
final class MonitorSession implements AutoCloseable {
  /** Longer than a reading may take before the throttle calls it stale would help nobody. */
  private static final int TIMEOUT_SECONDS = 4;

  /** Turns the rows of a query into a reading. */
  @FunctionalInterface
  interface Rows {
    Reading read(ResultSet rows) throws SQLException;
  }

  private final Sessions sessions;
  private Connection connection;

  MonitorSession(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Runs a query read-only; whatever goes wrong makes the reading unreadable. */
  synchronized Reading query(String sql, Rows rows, Object... arguments) {
    try {
      PreparedStatement statement = connection().prepareStatement(sql);
      try (statement) {
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        for (int i = 0; i < arguments.length; i++) {
          statement.setObject(i + 1, arguments[i]);
        }
        try (ResultSet result = statement.executeQuery()) {
          return rows.read(result);
        }
      }
    } catch (SQLException | MigrationException e) {
      closeIfBroken();
      return new Reading.Unreadable(e.getMessage());
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      connection = sessions.open("throttle");
      connection.setReadOnly(true);
    }
    return connection;
  }

  private void closeIfBroken() {
    try {
      if (connection != null && !connection.isValid(1)) {
        close();
      }
    } catch (SQLException e) {
      // isValid throws only for a negative timeout.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized void close() {
    Connection closing = connection;
    connection = null;
    try {
      if (closing != null) {
        closing.close();
      }
    } catch (SQLException e) {
      LoggerFactory.getLogger(MonitorSession.class).debug("closing the throttle's session", e);
    }
  }
}
