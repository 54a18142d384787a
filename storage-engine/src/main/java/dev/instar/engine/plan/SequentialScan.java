package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.table.Tables;
import java.util.List;

/** All rows of a table, in no order. */
final class SequentialScan extends ScanNode {
  private final TableSource source;
  private final String filter;

  /**
   * @param condition null for none; {@code filter} is its text
   */
  SequentialScan(
      Estimate estimate, TableSource source, int width, Evaluator condition, String filter) {
    super(estimate, List.of(), new Place(source.offset(), source.width(), width), condition);
    this.source = source;
    this.filter = filter;
  }

  @Override
  public Description description() {
    Description scan = Labels.scan("Seq Scan", "", source.table().name(), source.alias());
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    return TableScans.of(Tables.scan(frame.context(), source.table(), source.used()));
  }
}
