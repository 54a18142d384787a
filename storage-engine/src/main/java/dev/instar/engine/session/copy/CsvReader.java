package dev.instar.engine.session.copy;

import java.util.List;

/** CSV: fields may be quoted, and a quoted field may hold anything, line ends too. */
final class CsvReader extends LineReader {
  private boolean inQuotes;

  CsvReader(CopyOptions options, List<String> columns) {
    super(options, columns);
  }

  @Override
  int lineEnd(LineBuffer bytes, boolean last) {
    int length = bytes.length();
    char quote = options().quote();
    char escape = options().escape();
    int at = scanned();
    if (at == 0) {
      inQuotes = false;
    }
    while (at < length) {
      char c = (char) (bytes.at(at) & 0xFF);
      if (inQuotes && c == escape && escape != quote) {
        if (at + 1 == length && !last) {
          break;
        }
        at += 2;
        continue;
      }
      if (c == quote) {
        inQuotes = !inQuotes;
      } else if (!inQuotes && c == '\n') {
        return at;
      } else if (!inQuotes && c == '\r') {
        if (at + 1 == length && !last) {
          break;
        }
        return at;
      }
      at++;
    }
    if (last && inQuotes) {
      throw bad("unterminated CSV quoted field");
    }
    scannedTo(at);
    return -1;
  }

  @Override
  void split(LineBuffer bytes, int from, int to) {
    String whole = bytes.absoluteText(from, to);
    if (columns().isEmpty() && whole.isEmpty()) {
      return;
    }
    int at = 0;
    while (true) {
      at = field(whole, at);
      if (at >= whole.length()) {
        return;
      }
      at++;
      if (at == whole.length()) {
        add("", false);
        return;
      }
    }
  }

  /** Reads a field; returns where it ends, at a delimiter or at the line's end. */
  private int field(String whole, int start) {
    char delimiter = options().delimiter();
    char quote = options().quote();
    char escape = options().escape();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    boolean inside = false;
    int at = start;
    for (; at < whole.length(); at++) {
      char c = whole.charAt(at);
      if (!inside) {
        if (c == delimiter) {
          break;
        }
        if (c == quote) {
          inside = true;
          quoted = true;
        } else {
          value.append(c);
        }
      } else if (c == escape
          && at + 1 < whole.length()
          && (whole.charAt(at + 1) == quote || whole.charAt(at + 1) == escape)) {
        value.append(whole.charAt(++at));
      } else if (c == quote) {
        inside = false;
      } else {
        value.append(c);
      }
    }
    if (inside) {
      throw bad("unterminated CSV quoted field");
    }
    add(value.toString(), quoted);
    return at;
  }

  private void add(String value, boolean quoted) {
    String column = fields.size() < columns().size() ? columns().get(fields.size()) : "";
    boolean isNull =
        value.equals(options().nullText())
            && (quoted
                ? names(options().forceNull(), column)
                : !names(options().forceNotNull(), column));
    if (isNull) {
      fields.add(null);
    } else if (!quoted
        && options().defaultText().isPresent()
        && value.equals(options().defaultText().get())) {
      fields.add(DEFAULT);
    } else {
      fields.add(value);
    }
  }

  static boolean names(List<String> columns, String column) {
    return columns.equals(CopyOptions.ALL) || columns.contains(column);
  }
}
