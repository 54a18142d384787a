package dev.instar.engine.session.copy;

import dev.instar.engine.error.SqlException;

/**
 * The binary format: {@code "PGCOPY\n\377\r\n\0" flags:i32 extension:i32+bytes}, then rows {@code
 * count:i16 (length:i32 bytes)*}, and -1 for a count at the end.
 */
final class BinaryReader implements RowReader {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int HAS_OIDS = 1 << 16;
  private static final int CRITICAL_FLAGS = 0xFFFF0000;

  private final int columns;
  private final LineBuffer buffer = new LineBuffer();
  private boolean begun;
  private boolean ended;
  private long row;

  BinaryReader(int columns) {
    this.columns = columns;
  }

  @Override
  public void data(byte[] bytes, Rows rows) {
    buffer.add(bytes);
    if (!begun && !header()) {
      return;
    }
    while (!ended && row(rows)) {
      // As many as are whole.
    }
  }

  private boolean header() {
    int fixed = SIGNATURE.length + 8;
    for (int i = 0; i < Math.min(SIGNATURE.length, buffer.length()); i++) {
      if (buffer.at(i) != SIGNATURE[i]) {
        throw LineReader.bad("COPY file signature not recognized");
      }
    }
    if (buffer.length() < fixed) {
      return false;
    }
    int flags = int32(SIGNATURE.length);
    if ((flags & HAS_OIDS) != 0) {
      throw LineReader.bad("invalid COPY file header (WITH OIDS)");
    }
    if ((flags & CRITICAL_FLAGS) != 0) {
      throw LineReader.bad("unrecognized critical flags in COPY file header");
    }
    int extension = int32(SIGNATURE.length + 4);
    if (extension < 0) {
      throw LineReader.bad("invalid COPY file header (missing length)");
    }
    if (buffer.length() < fixed + extension) {
      return false;
    }
    buffer.skip(fixed + extension);
    begun = true;
    return true;
  }

  private int int32(int at) {
    return (buffer.at(at) & 0xFF) << 24
        | (buffer.at(at + 1) & 0xFF) << 16
        | (buffer.at(at + 2) & 0xFF) << 8
        | (buffer.at(at + 3) & 0xFF);
  }

  /** Reads a row if it is whole. */
  private boolean row(Rows rows) {
    if (buffer.length() < 2) {
      return false;
    }
    int count = (short) ((buffer.at(0) & 0xFF) << 8 | (buffer.at(1) & 0xFF));
    if (count == -1) {
      buffer.skip(2);
      ended = true;
      return false;
    }
    if (count != columns) {
      row++;
      throw LineReader.bad("row field count is %d, expected %d".formatted(count, columns));
    }
    byte[][] fields = new byte[count][];
    int at = 2;
    for (int i = 0; i < count; i++) {
      if (buffer.length() < at + 4) {
        return false;
      }
      int length = int32(at);
      at += 4;
      if (length == -1) {
        continue;
      }
      if (length < 0) {
        throw LineReader.bad("invalid field size");
      }
      if (buffer.length() - at < length) {
        return false;
      }
      fields[i] = buffer.bytes(at, at + length);
      at += length;
    }
    buffer.skip(at);
    row++;
    rows.binary(fields);
    return true;
  }

  @Override
  public void end(Rows rows) {
    if (!begun) {
      throw LineReader.bad("COPY file signature not recognized");
    }
    if (!ended && buffer.length() > 0) {
      throw unexpectedEnd();
    }
  }

  private static SqlException unexpectedEnd() {
    return LineReader.bad("unexpected EOF in COPY data");
  }

  @Override
  public long line() {
    return row;
  }

  @Override
  public String text() {
    return "";
  }
}
