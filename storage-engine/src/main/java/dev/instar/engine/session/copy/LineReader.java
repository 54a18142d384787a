package dev.instar.engine.session.copy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.List;

/**
 * What text and CSV have in common: lines, a line of names first if there is one, and an end of
 * data that may be marked by a line {@code \.}.
 */
abstract class LineReader implements RowReader {
  private static final int MAX_SHOWN = 100;

  private final CopyOptions options;
  private final List<String> columns;
  private final LineBuffer buffer = new LineBuffer();
  private int scanned;
  private long line;

  // Where the line is that was taken last: its bytes are there until more come.
  private int lineStart;
  private int lineEnd;
  private boolean ended;
  final List<String> fields = new ArrayList<>();

  /**
   * @param columns the names of the columns that are read
   */
  LineReader(CopyOptions options, List<String> columns) {
    this.options = options;
    this.columns = columns;
  }

  CopyOptions options() {
    return options;
  }

  List<String> columns() {
    return columns;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public String text() {
    String text = buffer.absoluteText(lineStart, lineEnd);
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  @Override
  public void data(byte[] bytes, Rows rows) {
    if (ended) {
      return;
    }
    buffer.add(bytes);
    lineStart = 0;
    lineEnd = 0;
    for (int end = lineEnd(buffer, false); end >= 0; end = lineEnd(buffer, false)) {
      take(end, rows);
      if (ended) {
        return;
      }
    }
  }

  @Override
  public void end(Rows rows) {
    while (!ended && buffer.length() > 0) {
      int end = lineEnd(buffer, true);
      take(end < 0 ? buffer.length() : end, rows);
    }
  }

  /** Where to go on looking for the end of a line. */
  int scanned() {
    return scanned;
  }

  void scannedTo(int place) {
    scanned = place;
  }

  /**
   * Where the first line ends; -1 if its end has not come.
   *
   * @param last whether no more bytes will come
   */
  abstract int lineEnd(LineBuffer bytes, boolean last);

  private void take(int end, Rows rows) {
    lineStart = buffer.place(0);
    lineEnd = buffer.place(end);
    int next = end;
    if (next < buffer.length() && buffer.at(next) == '\r') {
      next++;
    }
    if (next < buffer.length() && buffer.at(next) == '\n') {
      next++;
    }
    boolean marksEnd = end == 2 && buffer.at(0) == '\\' && buffer.at(1) == '.';
    buffer.skip(next);
    scanned = 0;
    line++;
    if (marksEnd) {
      ended = true;
      return;
    }
    fields.clear();
    split(buffer, lineStart, lineEnd);
    if (line == 1 && options.header() != CopyOptions.Header.NONE) {
      header();
      return;
    }
    rows.text(row());
  }

  /**
   * Puts the fields of a line into {@link #fields}, NULL and DEFAULT already told apart.
   *
   * @param from the {@link LineBuffer#place} of the line's first byte
   * @param to that behind its last
   */
  abstract void split(LineBuffer bytes, int from, int to);

  private void header() {
    if (options.header() != CopyOptions.Header.MATCH) {
      return;
    }
    if (fields.size() != columns.size()) {
      throw bad(
          "wrong number of fields in header line: got %d, expected %d"
              .formatted(fields.size(), columns.size()));
    }
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i);
      if (name == null) {
        throw bad(
            "column name mismatch in header line field %d: got null value (\"%s\"), expected \"%s\""
                .formatted(i + 1, options.nullText(), columns.get(i)));
      }
      if (!name.equals(columns.get(i))) {
        throw bad(
            "column name mismatch in header line field %d: got \"%s\", expected \"%s\""
                .formatted(i + 1, name, columns.get(i)));
      }
    }
  }

  private String[] row() {
    if (fields.size() > columns.size()) {
      throw bad("extra data after last expected column");
    }
    if (fields.size() < columns.size()) {
      // A table without columns has empty lines, and one of a single column may.
      throw bad("missing data for column \"" + columns.get(fields.size()) + "\"");
    }
    return fields.toArray(String[]::new);
  }

  static SqlException bad(String message) {
    return new SqlException(SqlState.BAD_COPY_FILE_FORMAT, message);
  }
}
