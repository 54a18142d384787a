package dev.instar.engine.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a WITH query in one run: made as they are asked for, kept for all who read them. Of
 * one thread.
 */
final class CommonRows implements KeptRows {
  private final RowSource source;
  private final List<Object[]> rows = new ArrayList<>();
  private final MemoryBound memory = new MemoryBound();
  private boolean complete;

  CommonRows(RowSource source) {
    this.source = source;
  }

  private boolean advance() {
    if (complete) {
      return false;
    }
    Object[] row = source.next();
    if (row == null) {
      complete = true;
      source.close();
      return false;
    }
    memory.keep(row);
    rows.add(row);
    return true;
  }

  /** Makes all of them: what changes rows does so whether or not anybody reads it. */
  void finish() {
    while (advance()) {
      // All that is to be done is done there.
    }
  }

  void close() {
    source.close();
  }

  @Override
  public RowSource read() {
    return new RowSource() {
      private int next;

      @Override
      public Object[] next() {
        return next < rows.size() || advance() ? rows.get(next++) : null;
      }

      @Override
      public void close() {
        // Others may still read.
      }
    };
  }
}
