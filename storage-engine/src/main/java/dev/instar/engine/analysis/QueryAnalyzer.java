package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.RowLock;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/** Queries: WITH, what makes the rows, their order and how many of them. */
final class QueryAnalyzer {
  private final Environment environment;

  QueryAnalyzer(Environment environment) {
    this.environment = environment;
  }

  private Analysis analysis() {
    return environment.analysis();
  }

  /**
   * @param settle whether literals without a type become text; otherwise who asks does it
   */
  BoundQuery analyze(Query query, boolean settle) {
    return analyze(query, settle, false);
  }

  /**
   * @param top whether it is the statement itself: only then may its WITH change rows
   */
  BoundQuery analyze(Query query, boolean settle, boolean top) {
    WithAnalyzer with = new WithAnalyzer(environment, top);
    Environment inner = with.analyze(query.with(), name -> CommonReferences.ofBody(query, name));
    BoundQuery body =
        switch (query.body()) {
          case QueryBody.Select select ->
              new SelectAnalyzer(inner, query, select, settle).analyze();
          case QueryBody.Values values -> values(inner, query, values, settle);
          case QueryBody.SetOperation operation -> {
            refuseLocks(query, "UNION/INTERSECT/EXCEPT");
            yield new SetOperationAnalyzer(inner).analyze(query, operation);
          }
        };
    return new BoundQuery(
        with.queries(),
        body.body(),
        body.orderBy(),
        query.limit().flatMap(e -> limit(inner, e, Clause.LIMIT)),
        body.withTies(),
        query.offset().flatMap(e -> limit(inner, e, Clause.OFFSET)),
        body.locks(),
        body.outputs());
  }

  /** A WITH query that names itself. */
  BoundQuery recursive(Query query, CommonTable common) {
    WithAnalyzer with = new WithAnalyzer(environment, false);
    Environment inner = with.analyze(query.with(), name -> CommonReferences.ofBody(query, name));
    BoundQuery body =
        new RecursionAnalyzer(inner, common).analyze(query, (QueryBody.SetOperation) query.body());
    return new BoundQuery(
        with.queries(),
        body.body(),
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        body.outputs());
  }

  private void refuseLocks(Query query, String with) {
    if (!query.locks().isEmpty()) {
      RowLock lock = query.locks().getFirst();
      throw analysis()
          .error(
              SqlState.FEATURE_NOT_SUPPORTED,
              RowLocking.name(lock) + " is not allowed with " + with,
              null);
    }
  }

  private BoundQuery values(
      Environment inner, Query query, QueryBody.Values values, boolean settle) {
    refuseLocks(query, "VALUES");
    BoundQuery rows = new ValuesAnalyzer(inner).analyze(values, settle);
    return query.orderBy().isEmpty()
        ? rows
        : new ResultOrder(analysis()).ofValues(rows, query, inner);
  }

  /** Of a constant NULL there is none. */
  private Optional<BoundExpression> limit(Environment inner, Expression expression, Clause clause) {
    Position position = ExpressionAnalyzer.start(expression);
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(inner, Scope.within(inner.outer()), clause);
    BoundExpression value = expressions.analyze(expression);
    BoundExpression number =
        analysis()
            .coercion()
            .number(value, Types.BIGINT, Cast.Context.ASSIGNMENT, clause.text(), position);
    boolean none = number instanceof BoundExpression.Constant c && c.value() == null;
    return none ? Optional.empty() : Optional.of(number);
  }

  /** A query whose rows are another's, as a source with slots 0 and on. */
  static BoundQuery around(
      BoundQuery inner, List<BoundExpression> targets, List<BoundQuery.Output> outputs) {
    BoundSource source =
        new BoundSource.QuerySource(QueryTrees.deeper(inner), "*SELECT*", false, 0);
    return plain(
        new BoundQuery.Body.Select(
            Optional.of(source),
            source.width(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            targets,
            new BoundQuery.Distinct.None()),
        outputs);
  }

  /** A body with nothing around it. */
  static BoundQuery plain(BoundQuery.Body body, List<BoundQuery.Output> outputs) {
    return new BoundQuery(
        List.of(), body, List.of(), Optional.empty(), false, Optional.empty(), List.of(), outputs);
  }
}
