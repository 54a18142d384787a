package dev.instar.engine.plan;

import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** The first few rows in an order, without sorting the others. Stateless. */
final class FirstRows {
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Numbered(Object[] row, long number) {}

  private FirstRows() {}

  static RowSource of(RowSource source, RowOrder order, int count, StatementContext context) {
    if (count == 0) {
      return Rows.EMPTY;
    }
    PriorityQueue<Numbered> last =
        new PriorityQueue<>(
            Math.min(count, 1024),
            (a, b) -> {
              int byRow = order.compare(b.row(), a.row());
              return byRow != 0 ? byRow : Long.compare(b.number(), a.number());
            });
    MemoryBound memory = new MemoryBound();
    Object[] row;
    long number = 0;
    while ((row = source.next()) != null) {
      if ((++number & 1023) == 0) {
        context.checkInterrupts();
      }
      if (last.size() < count) {
        memory.keep(row);
        last.add(new Numbered(row, number));
      } else if (order.compare(row, last.peek().row()) < 0) {
        last.poll();
        last.add(new Numbered(row, number));
      }
    }
    List<Object[]> rows = new ArrayList<>(last.size());
    while (!last.isEmpty()) {
      rows.add(last.poll().row());
    }
    return Rows.of(rows.reversed());
  }
}
