package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/**
 * A leaf that fills its slots of the SELECT's row, and tests the row. It can be opened around a row
 * whose other slots are filled already: then its keys and its condition may read them, and its rows
 * have both.
 */
abstract class ScanNode extends PlanNode {
  private final Place place;
  private final Evaluator condition;

  /**
   * Where its slots are.
   *
   * @param width of the whole row
   */
  record Place(int offset, int count, int width) {
    /** Whether a row of the source is the SELECT's row as it is. */
    boolean isAll() {
      return offset == 0 && count == width;
    }
  }

  /**
   * @param condition null for none
   */
  ScanNode(Estimate estimate, List<PlanNode> children, Place place, Evaluator condition) {
    super(estimate, children);
    this.place = place;
    this.condition = condition;
  }

  final Place place() {
    return place;
  }

  @Override
  protected final RowSource run(Execution execution, Frame outer) {
    return around(execution, outer, null);
  }

  /**
   * @param row what is around the source's own slots; null for nothing
   */
  final RowSource openAround(Execution execution, Frame outer, Object[] row) {
    Instruments instruments = Instruments.of(execution);
    return instruments == null
        ? around(execution, outer, row)
        : instruments.measure(this, () -> around(execution, outer, row));
  }

  private RowSource around(Execution execution, Frame outer, Object[] row) {
    Frame frame = new Frame(execution, outer).at(row);
    RowSource own = rows(frame);
    if (row == null && place.isAll()) {
      return condition == null ? own : new Filter.Filtered(own, condition, frame);
    }
    RowSource placed = new Placed(own, place, row);
    return condition == null
        ? placed
        : new Filter.Filtered(placed, condition, new Frame(execution, outer));
  }

  /**
   * The source's rows, of its own slots only.
   *
   * @param frame at the row around it
   */
  protected abstract RowSource rows(Frame frame);

  private static final class Placed extends Rows.Over {
    private final Place place;
    private final Object[] around;

    Placed(RowSource input, Place place, Object[] around) {
      super(input);
      this.place = place;
      this.around = around;
    }

    @Override
    public Object[] next() {
      Object[] own = input.next();
      if (own == null) {
        return null;
      }
      Object[] row = around == null ? new Object[place.width()] : around.clone();
      System.arraycopy(own, 0, row, place.offset(), place.count());
      return row;
    }
  }
}
