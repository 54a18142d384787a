package dev.instar.engine.plan;

import java.util.ArrayList;
import java.util.List;

/** The rows of one round of a recursion. Of one thread. */
final class WorkTable implements KeptRows {
  private final List<Object[]> rows = new ArrayList<>();
  private final MemoryBound memory = new MemoryBound();

  void add(Object[] row) {
    memory.keep(row);
    rows.add(row);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public RowSource read() {
    return Rows.of(rows);
  }
}
