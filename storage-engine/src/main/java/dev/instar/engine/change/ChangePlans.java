package dev.instar.engine.change;

import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.plan.ChangePlanner;
import dev.instar.engine.plan.PlanNode;
import dev.instar.engine.plan.Planning;

/** Plans INSERT, UPDATE and DELETE. Stateless. */
public final class ChangePlans implements ChangePlanner {
  @Override
  public PlanNode insert(BoundStatement.Insert insert, Planning planning) {
    return new InsertNode(insert, planning);
  }

  @Override
  public PlanNode update(BoundStatement.Update update, Planning planning) {
    return new UpdateNode(update, planning);
  }

  @Override
  public PlanNode delete(BoundStatement.Delete delete, Planning planning) {
    return new DeleteNode(delete, planning);
  }
}
