package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.IndexRange;
import dev.instar.engine.table.Tables;
import java.util.Iterator;
import java.util.List;

/** The rows of a part of an index, or of several parts one after the other, in its order. */
record IndexRows(TableSource source, Index index, IndexKeys keys, boolean backward) {
  /**
   * @param frame at the row that keys may read
   */
  RowSource open(Frame frame) {
    StatementContext context = frame.context();
    List<IndexRange> ranges = keys.ranges(frame, backward);
    return switch (ranges.size()) {
      case 0 -> Rows.EMPTY;
      case 1 -> part(context, ranges.getFirst());
      default -> new Ranges(context, ranges.iterator());
    };
  }

  private RowSource part(StatementContext context, IndexRange range) {
    return TableScans.of(Tables.indexScan(context, source.table(), index, range, source.used()));
  }

  /** One range after the other. */
  private final class Ranges implements RowSource {
    private final StatementContext context;
    private final Iterator<IndexRange> ranges;
    private RowSource current = Rows.EMPTY;

    Ranges(StatementContext context, Iterator<IndexRange> ranges) {
      this.context = context;
      this.ranges = ranges;
    }

    @Override
    public Object[] next() {
      while (true) {
        Object[] row = current.next();
        if (row != null) {
          return row;
        }
        current.close();
        current = Rows.EMPTY;
        if (!ranges.hasNext()) {
          return null;
        }
        current = part(context, ranges.next());
      }
    }

    @Override
    public void close() {
      current.close();
    }
  }
}
