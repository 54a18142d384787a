package dev.instar.engine.plan;

import java.util.Iterator;
import java.util.List;

/** Sources of rows that are there already. Stateless. */
final class Rows {
  private Rows() {}

  static final RowSource EMPTY = of(List.of());

  static RowSource of(List<Object[]> rows) {
    return of(rows.iterator());
  }

  static RowSource of(Iterator<Object[]> rows) {
    return new RowSource() {
      @Override
      public Object[] next() {
        return rows.hasNext() ? rows.next() : null;
      }

      @Override
      public void close() {
        // Nothing is held.
      }
    };
  }

  /** What goes over another source and closes with it. */
  abstract static class Over implements RowSource {
    protected final RowSource input;

    Over(RowSource input) {
      this.input = input;
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
