package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As many types as the protocol needs to be tried with. */
enum ToyType implements DataType {
  INT4(23, 4),
  TEXT(25, -1),
  /** As which pgJDBC sends its strings. */
  VARCHAR(1043, -1);

  private final int oid;
  private final int size;

  ToyType(int oid, int size) {
    this.oid = oid;
    this.size = size;
  }

  static DataType ofOid(int oid) {
    return Arrays.stream(values())
        .filter(type -> type.oid == oid)
        .findFirst()
        .orElseThrow(
            () -> new SqlException(SqlState.UNDEFINED_OBJECT, "type " + oid + " does not exist"));
  }

  static DataType ofName(String name) {
    return name.equals("int4") || name.equals("int") ? INT4 : TEXT;
  }

  @Override
  public int oid() {
    return oid;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Object parse(String text, TextFormat format) {
    if (this != INT4) {
      return text;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new SqlException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "invalid input syntax for type integer: \"" + text + "\"",
          e);
    }
  }

  @Override
  public String print(Object value, TextFormat format) {
    return value.toString();
  }

  @Override
  public Object receive(byte[] binary) {
    if (this != INT4) {
      return new String(binary, StandardCharsets.UTF_8);
    }
    if (binary.length < size) {
      // As PostgreSQL, whose types read from the message.
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }
    if (binary.length > size) {
      throw new SqlException(
          SqlState.INVALID_BINARY_REPRESENTATION, "incorrect binary data format");
    }
    return ByteBuffer.wrap(binary).getInt();
  }

  @Override
  public byte[] send(Object value) {
    return this == INT4
        ? ByteBuffer.allocate(size).putInt((Integer) value).array()
        : ((String) value).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int compare(Object left, Object right) {
    return left instanceof Integer number
        ? number.compareTo((Integer) right)
        : ((String) left).compareTo((String) right);
  }
}
