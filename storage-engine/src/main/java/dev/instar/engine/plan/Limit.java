package dev.instar.engine.plan;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;
import java.util.Optional;

/** Some of the rows: after the first few, and no more than so many. */
final class Limit extends PlanNode {
  private final PlanNode input;
  private final Optional<Evaluator> limit;
  private final Optional<Evaluator> offset;
  private final Optional<RowOrder> ties;

  /**
   * @param ties with which rows are compared that come after the last one: WITH TIES
   */
  Limit(
      Estimate estimate,
      PlanNode input,
      Optional<Evaluator> limit,
      Optional<Evaluator> offset,
      Optional<RowOrder> ties) {
    super(estimate, List.of(input));
    this.input = input;
    this.limit = limit;
    this.offset = offset;
    this.ties = ties;
  }

  @Override
  public Description description() {
    return Description.of("Limit");
  }

  /**
   * What LIMIT says.
   *
   * @return -1 for no limit
   * @throws SqlException 2201W
   */
  static long limit(Optional<Evaluator> limit, Frame frame) {
    Object value = limit.map(e -> e.evaluate(frame)).orElse(null);
    if (value == null) {
      return -1;
    }
    long count = ((Number) value).longValue();
    if (count < 0) {
      throw new SqlException(SqlState.INVALID_ROW_COUNT_IN_LIMIT, "LIMIT must not be negative");
    }
    return count;
  }

  /**
   * What OFFSET says; 0 for nothing.
   *
   * @throws SqlException 2201X
   */
  static long offset(Optional<Evaluator> offset, Frame frame) {
    Object value = offset.map(e -> e.evaluate(frame)).orElse(null);
    long count = value == null ? 0 : ((Number) value).longValue();
    if (count < 0) {
      throw new SqlException(SqlState.INVALID_ROW_COUNT_IN_OFFSET, "OFFSET must not be negative");
    }
    return count;
  }

  /** How many rows have to be found: both together; null for all. */
  static Evaluator rows(Optional<Evaluator> limit, Optional<Evaluator> offset) {
    return frame -> {
      long count = limit(limit, frame);
      long skipped = offset(offset, frame);
      return count < 0 || count + skipped < 0 ? null : (Object) (count + skipped);
    };
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    long count = limit(limit, frame);
    long skipped = offset(offset, frame);
    return new Cut(input.open(execution, outer), count, skipped);
  }

  private final class Cut extends Rows.Over {
    private long left;
    private long toSkip;
    private final boolean all;
    private Object[] last;

    Cut(RowSource input, long count, long skipped) {
      super(input);
      this.all = count < 0;
      this.left = count;
      this.toSkip = skipped;
    }

    @Override
    public Object[] next() {
      if (left == 0 && !all) {
        return tie();
      }
      for (; toSkip > 0; toSkip--) {
        if (input.next() == null) {
          toSkip = 0;
          left = 0;
          return null;
        }
      }
      Object[] row = input.next();
      if (row != null) {
        left--;
        last = row;
      }
      return row;
    }

    private Object[] tie() {
      if (ties.isEmpty() || last == null) {
        return null;
      }
      Object[] row = input.next();
      if (row == null || ties.get().compare(last, row) != 0) {
        last = null;
        return null;
      }
      return row;
    }
  }
}
