package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** The planning of one statement: what its parts ask for each other. Of one thread. */
public final class Planning {
  private final ChangePlanner changes;
  private final StatementContext context;
  private final Evaluators evaluators;
  private int states = Instruments.STATE + 1;

  Planning(ChangePlanner changes, StatementContext context) {
    this.changes = changes;
    this.context = context;
    this.evaluators =
        new Evaluators(
            (subquery, compiler) -> {
              throw SqlException.unsupported("a subquery");
            });
  }

  public StatementContext context() {
    return context;
  }

  /** For the statement's expressions, with their subqueries. */
  public Evaluators evaluators() {
    return evaluators;
  }

  /** A number under which a run can remember something. */
  public int newState() {
    return states++;
  }

  int states() {
    return states;
  }

  /** A statement or a WITH query. */
  PlanNode statement(BoundStatement statement) {
    return switch (statement) {
      case BoundStatement.Select select -> query(select.query());
      case BoundStatement.Insert insert -> changes.insert(insert, this);
      case BoundStatement.Update update -> changes.update(update, this);
      case BoundStatement.Delete delete -> changes.delete(delete, this);
    };
  }

  /** A query; its rows have its outputs and nothing else. */
  public PlanNode query(BoundQuery query) {
    throw SqlException.unsupported("a query of " + query.outputs().size() + " columns");
  }

  /**
   * Joined rows of {@code width} slots, for UPDATE and DELETE: with the identities of the tables'
   * rows.
   */
  public PlanNode source(BoundSource from, int width, Optional<BoundExpression> where) {
    throw SqlException.unsupported("a source of " + width + where.isPresent() + from.width());
  }
}
