package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.wire.frame.MessageReader;
import java.util.List;

/** Reads the values of a Bind message. */
final class BindMessage {
  static final Object[] NO_VALUES = {};
  private static final String UNREAD_BYTES = "incorrect binary data format";

  private final MessageReader reader;

  BindMessage(MessageReader reader) {
    this.reader = reader;
  }

  /**
   * Reads formats and values of a statement's parameters.
   *
   * @throws SqlException with 08P01 if there are too many or too few, 25P02 if the transaction has
   *     failed (reading a value could need the catalog), and what the types throw
   */
  Object[] values(PreparedStatement statement, SqlSession session) {
    Formats formats = Formats.read(reader);
    int count = reader.uint16();
    List<DataType> types = statement.parameters();
    if (formats.count() > 1 && formats.count() != count) {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message has %d parameter formats but %d parameters"
              .formatted(formats.count(), count));
    }
    if (count != types.size()) {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message supplies %d parameters, but prepared statement \"%s\" requires %d"
              .formatted(count, statement.name(), types.size()));
    }
    if (count == 0) {
      return NO_VALUES;
    }
    if (session.status() == SqlSession.TransactionStatus.FAILED) {
      throw transactionFailed();
    }
    TextFormat format = session.format();
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      int length = reader.int32();
      if (length != -1) {
        DataType type = types.get(i);
        values[i] =
            formats.isBinary(i)
                ? received(type, reader.bytes(length), i)
                : type.parse(reader.text(length), format);
      }
    }
    return values;
  }

  /** PostgreSQL says which parameter it was if a value has bytes that its type does not take. */
  private static Object received(DataType type, byte[] binary, int index) {
    try {
      return type.receive(binary);
    } catch (SqlException e) {
      if (UNREAD_BYTES.equals(e.getMessage())) {
        throw new SqlException(e.state(), UNREAD_BYTES + " in bind parameter " + (index + 1), e);
      }
      throw e;
    }
  }

  /**
   * Reads the formats of the result's columns.
   *
   * @throws SqlException with 08P01 if they are not as many as the columns
   */
  Formats resultFormats(List<SqlSession.Column> columns) {
    Formats formats = Formats.read(reader);
    if (!columns.isEmpty() && formats.count() > 1 && formats.count() != columns.size()) {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message has %d result formats but query has %d columns"
              .formatted(formats.count(), columns.size()));
    }
    return formats;
  }

  static SqlException transactionFailed() {
    return new SqlException(
        SqlState.IN_FAILED_SQL_TRANSACTION,
        "current transaction is aborted, commands ignored until end of transaction block");
  }
}
