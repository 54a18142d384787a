package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** The rows of a part of an index, in its order. */
final class IndexScan extends ScanNode {
  private final IndexRows rows;
  private final String filter;

  /**
   * @param condition what the index does not see to; null for nothing
   */
  IndexScan(Estimate estimate, IndexRows rows, int width, Evaluator condition, String filter) {
    super(
        estimate,
        List.of(),
        new Place(rows.source().offset(), rows.source().width(), width),
        condition);
    this.rows = rows;
    this.filter = filter;
  }

  @Override
  public Description description() {
    String index = rows.index().name();
    Description scan =
        Labels.scan(
                "Index Scan",
                (rows.backward() ? " Backward" : "") + " using " + Labels.quoted(index),
                rows.source().table().name(),
                rows.source().alias())
            .fact("Scan Direction", rows.backward() ? "Backward" : "Forward")
            .fact("Index Name", index);
    if (!rows.keys().text().isEmpty()) {
      scan = scan.detail("Index Cond", rows.keys().text());
    }
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    return rows.open(frame);
  }
}
