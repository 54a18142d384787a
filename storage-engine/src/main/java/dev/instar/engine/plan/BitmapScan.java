package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** The rows of a table that indexes find by one of several conditions, in no order. */
final class BitmapScan extends ScanNode {
  private final TableSource source;
  private final BitmapOr rows;
  private final String recheck;
  private final String filter;

  /**
   * @param condition all that a row has to fulfil
   * @param recheck that of which the indexes answer the parts
   * @param filter the rest; null for nothing
   */
  BitmapScan(
      Estimate estimate,
      TableSource source,
      int width,
      BitmapOr rows,
      Evaluator condition,
      String recheck,
      String filter) {
    super(estimate, List.of(rows), new Place(source.offset(), source.width(), width), condition);
    this.source = source;
    this.rows = rows;
    this.recheck = recheck;
    this.filter = filter;
  }

  @Override
  public Description description() {
    Description scan =
        Labels.scan("Bitmap Heap Scan", "", source.table().name(), source.alias())
            .detail("Recheck Cond", recheck);
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    return rows.open(frame.execution(), frame);
  }
}
