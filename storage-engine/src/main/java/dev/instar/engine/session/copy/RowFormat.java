package dev.instar.engine.session.copy;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes rows as COPY TO does. Of one thread. */
final class RowFormat {
  private static final byte[] BINARY_HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] BINARY_END = {(byte) 0xFF, (byte) 0xFF};

  private final CopyOptions options;
  private final List<String> columns;
  private final DataType[] types;
  private final TextFormat format;
  private final boolean[] forced;

  RowFormat(CopyOptions options, List<String> columns, List<DataType> types, TextFormat format) {
    this.options = options;
    this.columns = columns;
    this.types = types.toArray(DataType[]::new);
    this.format = format;
    forced = new boolean[types.size()];
    for (int i = 0; i < forced.length; i++) {
      forced[i] = CsvReader.names(options.forceQuote(), columns.get(i));
    }
  }

  /** What comes before the rows; null for nothing. */
  byte[] begin() {
    if (options.isBinary()) {
      return BINARY_HEADER.clone();
    }
    if (options.header() == CopyOptions.Header.NONE) {
      return null;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      field(line, i, columns.get(i), false);
    }
    return bytes(line.append('\n'));
  }

  /** What comes behind them; null for nothing. */
  byte[] end() {
    return options.isBinary() ? BINARY_END.clone() : null;
  }

  byte[] row(Object[] row) {
    if (options.isBinary()) {
      return binary(row);
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < types.length; i++) {
      field(line, i, row[i] == null ? null : types[i].print(row[i], format), forced[i]);
    }
    return bytes(line.append('\n'));
  }

  private static byte[] bytes(StringBuilder line) {
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void field(StringBuilder line, int index, String value, boolean quoted) {
    if (index > 0) {
      line.append(options.delimiter());
    }
    if (value == null) {
      line.append(options.nullText());
    } else if (options.format() == CopyOptions.Format.CSV) {
      csv(line, value, quoted);
    } else {
      text(line, value);
    }
  }

  private void text(StringBuilder line, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\b' -> line.append("\\b");
        case '\f' -> line.append("\\f");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case 0x0B -> line.append("\\v");
        case '\\' -> line.append("\\\\");
        default -> {
          if (c == options.delimiter()) {
            line.append('\\');
          }
          line.append(c);
        }
      }
    }
  }

  private void csv(StringBuilder line, String value, boolean quoted) {
    if (!quoted && !needsQuotes(value)) {
      line.append(value);
      return;
    }
    line.append(options.quote());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == options.quote() || c == options.escape()) {
        line.append(options.escape());
      }
      line.append(c);
    }
    line.append(options.quote());
  }

  private boolean needsQuotes(String value) {
    if (value.equals(options.nullText()) || (types.length == 1 && value.equals("\\."))) {
      return true;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == options.delimiter() || c == options.quote() || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private byte[] binary(Object[] row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(types.length >>> 8);
    out.write(types.length);
    for (int i = 0; i < types.length; i++) {
      if (row[i] == null) {
        int32(out, -1);
      } else {
        byte[] value = types[i].send(row[i]);
        int32(out, value.length);
        out.writeBytes(value);
      }
    }
    return out.toByteArray();
  }

  private static void int32(ByteArrayOutputStream out, int value) {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }
}
