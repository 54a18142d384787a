package dev.instar.engine.wire;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.wire.frame.MessageWriter;
import java.util.List;

/** Rows of one result as DataRow messages. */
final class RowWriter implements SqlSession.RowSink {
  private final MessageWriter writer;
  private final DataType[] types;
  private final boolean[] binary;
  private final TextFormat format;

  /**
   * @throws dev.instar.engine.error.SqlException with 22023 for a format that there is not
   */
  RowWriter(
      MessageWriter writer, List<SqlSession.Column> columns, Formats formats, TextFormat format) {
    this.writer = writer;
    this.format = format;
    types = new DataType[columns.size()];
    binary = new boolean[columns.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = columns.get(i).type();
      binary[i] = formats.isBinary(i);
    }
  }

  @Override
  public void row(Object[] values) {
    writer.begin('D').int16(types.length);
    for (int i = 0; i < types.length; i++) {
      Object value = values[i];
      if (value == null) {
        writer.int32(-1);
      } else if (binary[i]) {
        writer.sized(types[i].send(value));
      } else {
        writer.sized(types[i].print(value, format));
      }
    }
    writer.end();
  }
}
