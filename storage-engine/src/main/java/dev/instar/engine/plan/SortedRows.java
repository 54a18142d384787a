package dev.instar.engine.plan;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * All rows in an order. As many as fit are sorted in memory; where there are more, sorted runs are
 * put aside in temporary files and merged. Of one thread.
 */
final class SortedRows {
  private final RowOrder order;
  private final List<DataType> types;
  private final MemoryBound memory;
  private final List<TemporaryRows> runs = new ArrayList<>();

  /**
   * @param types of all slots; empty if rows cannot be put aside
   */
  SortedRows(RowOrder order, List<DataType> types) {
    this(order, types, new MemoryBound());
  }

  SortedRows(RowOrder order, List<DataType> types, MemoryBound memory) {
    this.order = order;
    this.types = types;
    this.memory = memory;
  }

  RowSource sort(RowSource source, StatementContext context) {
    List<Object[]> rows = new ArrayList<>();
    try {
      Object[] row;
      long count = 0;
      while ((row = source.next()) != null) {
        if ((++count & 1023) == 0) {
          context.checkInterrupts();
        }
        if (types.isEmpty()) {
          memory.keep(row);
        } else if (!memory.fits(row)) {
          rows.sort(order);
          runs.add(TemporaryRows.write(rows, types));
          rows.clear();
          memory.clear();
        }
        rows.add(row);
      }
      rows.sort(order);
      return runs.isEmpty() ? Rows.of(rows) : new Merge(rows);
    } catch (RuntimeException e) {
      runs.forEach(TemporaryRows::close);
      throw e;
    }
  }

  /** Of equal rows those of an earlier run come first, which were read earlier. */
  private final class Merge implements RowSource {
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Head(Object[] row, int run) {}

    private final List<RowSource> sources = new ArrayList<>();
    private final PriorityQueue<Head> heads =
        new PriorityQueue<>(
            (a, b) -> {
              int byRow = order.compare(a.row(), b.row());
              return byRow != 0 ? byRow : Integer.compare(a.run(), b.run());
            });

    Merge(List<Object[]> last) {
      runs.forEach(run -> sources.add(run.read()));
      sources.add(Rows.of(last));
      for (int i = 0; i < sources.size(); i++) {
        advance(i);
      }
    }

    private void advance(int run) {
      Object[] row = sources.get(run).next();
      if (row != null) {
        heads.add(new Head(row, run));
      }
    }

    @Override
    public Object[] next() {
      Head head = heads.poll();
      if (head == null) {
        return null;
      }
      advance(head.run());
      return head.row();
    }

    @Override
    public void close() {
      sources.forEach(RowSource::close);
      runs.forEach(TemporaryRows::close);
    }
  }
}
