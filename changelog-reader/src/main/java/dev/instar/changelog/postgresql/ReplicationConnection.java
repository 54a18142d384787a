package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;

/**
 * A started replication stream, message by message.
 *
 * <p>It stands on pgJDBC's COPY BOTH and not on its PGReplicationStream: that one hides keepalives,
 * whose positions an idle stream advances by, and would acknowledge them by itself. Here the server
 * is told as durable only what {@link #sendStatus} is given.
 *
 * <p>Owned by the reader's thread, but {@link #abort} may come from any.
 */
final class ReplicationConnection implements AutoCloseable {
  /** PostgreSQL's own receiver gives up after a minute too: wal_receiver_timeout. */
  private static final Duration SILENCE_MAX = Duration.ofMinutes(1);

  /** What PostgreSQL 18 warns with where it would silently leave out a publication. */
  private static final String PREREQUISITE = "55000";

  private final Connection connection;
  private final CopyDual copy;
  private Lsn received = Lsn.ZERO;

  private ReplicationConnection(Connection connection, CopyDual copy) {
    this.connection = connection;
    this.copy = copy;
  }

  /** Starts streaming on a replication connection, which is closed if that fails. */
  static ReplicationConnection start(Connection connection, StreamSettings settings)
      throws SQLException {
    try {
      SessionSettings.pin(connection, settings.timeZone());
      connection.setNetworkTimeout(Runnable::run, (int) SILENCE_MAX.toMillis());
      connection.clearWarnings();
      CopyDual copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyDual(settings.startCommand());
      return new ReplicationConnection(connection, copy);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** The next message, if there is one within about a millisecond. */
  Optional<ReplicationMessage> receiveNow() throws SQLException {
    return receive(false);
  }

  /**
   * The next message, waited for. Only after {@link #sendStatus} has asked for a reply, which comes
   * soon or never: this is also how the end of a connection is noticed, as pgJDBC does not see it
   * while it does not block.
   */
  Optional<ReplicationMessage> receiveReply() throws SQLException {
    return receive(true);
  }

  private Optional<ReplicationMessage> receive(boolean block) throws SQLException {
    byte[] copyData = copy.readFromCopy(block);
    requireNoWarning();
    if (copyData == null) {
      if (!copy.isActive()) {
        throw new ChangeStreamException(Reason.DISCONNECTED, "the server ended the stream");
      }
      return Optional.empty();
    }
    ReplicationMessage message = ReplicationMessage.decode(copyData);
    Lsn position =
        switch (message) {
          case ReplicationMessage.WalData data -> data.start();
          case ReplicationMessage.Keepalive keepalive -> keepalive.end();
        };
    received = received.compareTo(position) < 0 ? position : received;
    return Optional.of(message);
  }

  private void requireNoWarning() throws SQLException {
    SQLWarning warning = connection.getWarnings();
    if (warning == null) {
      return;
    }
    for (; warning != null; warning = warning.getNextWarning()) {
      if (PREREQUISITE.equals(warning.getSQLState())) {
        throw new ChangeStreamException(
            Reason.UNAVAILABLE, "the server left out changes: " + warning.getMessage());
      }
    }
    connection.clearWarnings();
  }

  /**
   * Tells the server that we live.
   *
   * @param acknowledged what it may forget; {@link Lsn#ZERO} for nothing
   */
  void sendStatus(Lsn acknowledged, boolean replyRequested) throws SQLException {
    Lsn seen = received.compareTo(acknowledged) < 0 ? acknowledged : received;
    byte[] status = ReplicationMessage.status(seen, acknowledged, Instant.now(), replyRequested);
    copy.writeToCopy(status, 0, status.length);
    copy.flushCopy();
  }

  /** Breaks the connection under whoever waits on it. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new ChangeStreamException(Reason.DISCONNECTED, "cannot abort a connection", e);
    }
  }

  /** Ends the connection; the server's sender ends with it. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
