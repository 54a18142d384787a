package dev.instar.engine.logical;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.copy.CopyDual;

/** A client of the replication protocol, through pgJDBC's COPY BOTH. One thread. */
final class StreamClient implements AutoCloseable {
  /** A message of the plugin's, and the position before it. */
  record Message(long start, ByteBuffer payload) {}

  /** A position of an idle stream. */
  record Position(long end, boolean replyRequested) {}

  private final Connection connection;
  private CopyDual copy;

  StreamClient(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
    connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  Connection connection() {
    return connection;
  }

  StreamClient start(String slot, String options) throws SQLException {
    copy =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyDual("START_REPLICATION SLOT \"" + slot + "\" LOGICAL 0/0 (" + options + ")");
    return this;
  }

  /** The next thing the server says: a {@link Message} or a {@link Position}. */
  Object receive() throws SQLException {
    ByteBuffer in = ByteBuffer.wrap(copy.readFromCopy());
    byte kind = in.get();
    if (kind == 'k') {
      long end = in.getLong();
      in.getLong();
      return new Position(end, in.get() != 0);
    }
    long start = in.getLong();
    in.position(1 + 3 * Long.BYTES);
    return new Message(start, in.slice());
  }

  /** The next message of the plugin's. */
  Message message() throws SQLException {
    while (true) {
      if (receive() instanceof Message message) {
        return message;
      }
    }
  }

  /** All up to the commit of a transaction with a message of that prefix. */
  List<Message> upTo(String prefix) throws SQLException {
    List<Message> messages = new ArrayList<>();
    boolean found = false;
    while (true) {
      Message message = message();
      messages.add(message);
      byte kind = message.payload().get(0);
      found |= kind == 'M' && new String(bytes(message), 10, prefix.length(), UTF_8).equals(prefix);
      if (found && kind == 'C') {
        return messages;
      }
    }
  }

  static byte[] bytes(Message message) {
    byte[] bytes = new byte[message.payload().remaining()];
    message.payload().duplicate().get(bytes);
    return bytes;
  }

  /** Tells the server what was received, and what it may forget. */
  void status(long flushed, boolean wantsReply) throws SQLException {
    byte[] status =
        ByteBuffer.allocate(1 + 4 * Long.BYTES + 1)
            .put((byte) 'r')
            .putLong(flushed)
            .putLong(flushed)
            .putLong(flushed)
            .putLong(0)
            .put((byte) (wantsReply ? 1 : 0))
            .array();
    copy.writeToCopy(status, 0, status.length);
    copy.flushCopy();
  }

  void end() throws SQLException {
    copy.endCopy();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
