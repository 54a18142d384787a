package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.QueryBody;
import java.util.ArrayList;
import java.util.List;

/** A SELECT over the rows that a recursion gave last: it may not put them together. Stateless. */
final class RecursiveTerm {
  private RecursiveTerm() {}

  static boolean namesItself(BoundSource source) {
    return switch (source) {
      case BoundSource.CommonSource common -> common.working();
      case BoundSource.JoinSource join -> namesItself(join.left()) || namesItself(join.right());
      case BoundSource.TableSource s -> false;
      case BoundSource.SystemSource s -> false;
      case BoundSource.QuerySource s -> false;
      case BoundSource.FunctionSource s -> false;
    };
  }

  static SqlException aggregates(QueryBody.Select select, Analysis analysis) {
    List<Expression> all = new ArrayList<>();
    select.targets().forEach(target -> all.add(target.expression()));
    select.having().ifPresent(all::add);
    List<Position> calls = new ArrayList<>();
    for (Expression expression : all) {
      Expressions.walk(
          expression,
          node -> {
            if (node instanceof Expression.FunctionCall call
                && AggregateAnalysis.isAggregate(call.name().name())) {
              calls.add(call.position());
            }
          });
    }
    return analysis.error(
        SqlState.INVALID_RECURSION,
        "aggregate functions are not allowed in a recursive query's recursive term",
        calls.isEmpty() ? null : calls.getFirst());
  }
}
