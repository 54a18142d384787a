package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** COPY of the toy's table, in PostgreSQL's text format as far as it has no escapes. */
final class ToyCopy {
  private ToyCopy() {}

  static final class FromClient implements SqlSession.Copy.In {
    private final ToySession session;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int rows;

    FromClient(ToySession session) {
      this.session = session;
    }

    @Override
    public void data(byte[] bytes) {
      for (byte b : bytes) {
        if (b == '\n') {
          row(line.toString(StandardCharsets.UTF_8));
          line.reset();
        } else {
          line.write(b);
        }
      }
    }

    private void row(String text) {
      String[] fields = text.split("\t", -1);
      if (fields.length != 2) {
        throw new SqlException(
            SqlState.BAD_COPY_FILE_FORMAT,
            fields.length < 2
                ? "missing data for column \"b\""
                : "extra data after last expected column");
      }
      session.rows.add(
          new Object[] {
            ToyType.INT4.parse(fields[0], session.format()),
            fields[1].equals("\\N") ? null : fields[1]
          });
      rows++;
    }

    @Override
    public String end() {
      return "COPY " + rows;
    }

    @Override
    public void fail(String message) {
      throw new SqlException(SqlState.QUERY_CANCELED, "COPY from stdin failed: " + message);
    }

    @Override
    public int columnCount() {
      return 2;
    }

    @Override
    public boolean binary() {
      return false;
    }
  }

  static final class ToClient implements SqlSession.Copy.Out {
    private final Iterator<Object[]> rows;
    private final int count;

    ToClient(ToySession session) {
      List<Object[]> all = List.copyOf(session.rows);
      rows = all.iterator();
      count = all.size();
    }

    @Override
    public Optional<byte[]> next() {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      Object[] row = rows.next();
      String text = row[0] + "\t" + (row[1] == null ? "\\N" : row[1]) + "\n";
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String tag() {
      return "COPY " + count;
    }

    @Override
    public int columnCount() {
      return 2;
    }

    @Override
    public boolean binary() {
      return false;
    }
  }
}
