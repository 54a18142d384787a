package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundSource.CommonSource;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/**
 * The rows of a WITH query, which others may read as well; or, where it names itself, those that it
 * gave last.
 */
final class CommonScan extends ScanNode {
  private final CommonSource source;
  private final String name;
  private final int state;
  private final String filter;

  /**
   * @param state under which a run keeps the query's rows
   */
  CommonScan(
      Estimate estimate,
      CommonSource source,
      String name,
      int state,
      int width,
      Evaluator condition,
      String filter) {
    super(estimate, List.of(), new Place(source.offset(), source.width(), width), condition);
    this.source = source;
    this.name = name;
    this.state = state;
    this.filter = filter;
  }

  @Override
  public Description description() {
    String kind = source.working() ? "WorkTable Scan" : "CTE Scan";
    // In a statement's plan the name itself is that of the scan outside of the recursion.
    String alias = source.working() && source.alias().equals(name) ? name + "_1" : source.alias();
    String headline = kind + " on " + name + (alias.equals(name) ? "" : " " + alias);
    Description scan =
        new Description(headline, kind, List.of(), List.of())
            .fact("CTE Name", name)
            .fact("Alias", alias);
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    return ((KeptRows) frame.execution().state(state)).read();
  }
}
