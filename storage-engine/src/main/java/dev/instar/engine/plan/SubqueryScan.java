package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import java.util.List;

/** The rows of a query in FROM. */
final class SubqueryScan extends ScanNode {
  private final PlanNode query;
  private final String alias;
  private final String filter;

  SubqueryScan(
      Estimate estimate,
      PlanNode query,
      String alias,
      Place place,
      Evaluator condition,
      String filter) {
    super(estimate, List.of(query), place, condition);
    this.query = query;
    this.alias = alias;
    this.filter = filter;
  }

  @Override
  public Description description() {
    Description scan =
        new Description(
                "Subquery Scan on " + Labels.quoted(alias), "Subquery Scan", List.of(), List.of())
            .fact("Alias", alias);
    return filter == null ? scan : scan.detail("Filter", filter);
  }

  @Override
  protected RowSource rows(Frame frame) {
    return query.open(frame.execution(), frame);
  }
}
