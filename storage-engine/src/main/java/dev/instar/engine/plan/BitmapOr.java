package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.table.StoredRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of several indexes, each row once: PostgreSQL makes a bitmap of where they are first,
 * which is why it is called so. A row that it is opened around is one that keys may read.
 */
final class BitmapOr extends PlanNode {
  BitmapOr(Estimate estimate, List<Part> parts) {
    super(estimate, List.copyOf(parts));
  }

  @Override
  public Description description() {
    return Description.of("BitmapOr");
  }

  @Override
  protected RowSource run(Execution execution, Frame around) {
    return new Union(execution, around);
  }

  /** One of the indexes. */
  static final class Part extends PlanNode {
    private final IndexRows rows;

    Part(Estimate estimate, IndexRows rows) {
      super(estimate, List.of());
      this.rows = rows;
    }

    @Override
    public Description description() {
      String index = rows.index().name();
      return new Description(
              "Bitmap Index Scan on " + Labels.quoted(index),
              "Bitmap Index Scan",
              List.of(),
              List.of())
          .fact("Index Name", index)
          .detail("Index Cond", rows.keys().text());
    }

    @Override
    protected RowSource run(Execution execution, Frame around) {
      return rows.open(around);
    }
  }

  private final class Union implements RowSource {
    private final Execution execution;
    private final Frame around;
    private final Set<Long> seen = new HashSet<>();
    private RowSource current = Rows.EMPTY;
    private int next;

    Union(Execution execution, Frame around) {
      this.execution = execution;
      this.around = around;
    }

    @Override
    public Object[] next() {
      while (true) {
        Object[] row = current.next();
        if (row == null) {
          current.close();
          current = Rows.EMPTY;
          if (next == children().size()) {
            return null;
          }
          current = children().get(next++).open(execution, around);
        } else if (seen.add(((StoredRow) row[row.length - 1]).row())) {
          return row;
        }
      }
    }

    @Override
    public void close() {
      current.close();
    }
  }
}
