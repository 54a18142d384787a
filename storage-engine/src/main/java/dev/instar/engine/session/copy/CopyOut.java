package dev.instar.engine.session.copy;

import dev.instar.engine.plan.RowSource;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/** COPY TO STDOUT: rows become bytes, one at a time. Of the session's thread. */
public final class CopyOut {
  private final StatementContext context;
  private final CopyOptions options;
  private final int columnCount;
  private final RowFormat format;
  private final RowSource source;
  private byte[] first;
  private boolean ended;
  private long rows;

  /**
   * @param source makes the rows; closed by whoever opened it
   */
  public CopyOut(
      StatementContext context,
      CopyOptions options,
      List<String> columns,
      List<DataType> types,
      RowSource source) {
    this.context = context;
    this.options = options;
    this.columnCount = columns.size();
    this.source = source;
    format = new RowFormat(options, columns, types, context.functions().format());
    first = format.begin();
  }

  public int columnCount() {
    return columnCount;
  }

  public boolean binary() {
    return options.isBinary();
  }

  /** The next piece; empty at the end. */
  public Optional<byte[]> next() {
    if (first != null) {
      byte[] header = first;
      first = null;
      return Optional.of(header);
    }
    if (ended) {
      return Optional.empty();
    }
    context.checkInterrupts();
    Object[] row = source.next();
    if (row == null) {
      ended = true;
      return Optional.ofNullable(format.end());
    }
    rows++;
    return Optional.of(format.row(row));
  }

  public long rows() {
    return rows;
  }
}
