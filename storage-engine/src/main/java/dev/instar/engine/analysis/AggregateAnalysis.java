package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Catalog;
import dev.instar.engine.function.Function;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.OrderKey;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Aggregates: where they may stand, and what they compute over which rows. */
final class AggregateAnalysis {
  private static final Set<String> NAMES =
      Catalog.functions().stream()
          .filter(function -> function.kind() == Function.Kind.AGGREGATE)
          .map(Function::name)
          .collect(Collectors.toUnmodifiableSet());

  private final ExpressionAnalyzer expressions;
  private final CallAnalysis calls;

  AggregateAnalysis(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
    this.calls = new CallAnalysis(expressions);
  }

  static boolean isAggregate(String name) {
    return NAMES.contains(name);
  }

  /** {@code count(*)}. */
  BoundExpression ofRows(FunctionCall call) {
    if (!isAggregate(call.name().name())) {
      // Whether there is one without arguments is asked first.
      calls.resolve(
          call.name(), new CallAnalysis.Given(List.of(), List.of(), false), call.position());
      throw expressions
          .analysis()
          .error(
              SqlState.WRONG_OBJECT_TYPE,
              call.name().name()
                  + "(*) specified, but "
                  + call.name().name()
                  + " is not an aggregate function",
              call.position());
    }
    return call(call);
  }

  BoundExpression call(FunctionCall call) {
    SelectStages stages = allowed(call.position());
    BoundQuery.AggregateCall bound = bound(call);
    int levels = Trees.levelsOut(bound);
    if (levels == 0) {
      Derivation derived = derived(bound);
      DataType type = bound.function().result();
      return derived.kept(stages.add(bound, type, derived.outcome(type)));
    }
    throw expressions
        .analysis()
        .unsupported("an aggregate over columns of an outer query", call.position());
  }

  private SelectStages allowed(Position position) {
    Clause clause = expressions.clause();
    if (clause == Clause.AGGREGATE_ARGUMENT) {
      throw expressions
          .analysis()
          .error(SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested", position);
    }
    if (!clause.allowsAggregates() || expressions.scope().stages().isEmpty()) {
      throw expressions
          .analysis()
          .error(
              SqlState.GROUPING_ERROR,
              "aggregate functions are not allowed in " + clause.text(),
              position);
    }
    return expressions.scope().stages().get();
  }

  /** An aggregate and its arguments, over the rows of FROM. */
  BoundQuery.AggregateCall bound(FunctionCall call) {
    ExpressionAnalyzer inner = expressions.in(Clause.AGGREGATE_ARGUMENT);
    boolean star = call.isOfRows();
    CallAnalysis.Given given =
        star ? new CallAnalysis.Given(List.of(), List.of(), false) : calls.given(call, inner);
    if (!star && given.values().isEmpty()) {
      throw expressions
          .analysis()
          .error(
              SqlState.WRONG_OBJECT_TYPE,
              call.name().name() + "(*) must be used to call a parameterless aggregate function",
              call.position());
    }
    return bound(call, given, inner);
  }

  /** The same where the arguments are over another row: of a window. */
  BoundQuery.AggregateCall bound(
      FunctionCall call, CallAnalysis.Given given, ExpressionAnalyzer inner) {
    Resolved resolved = calls.resolve(call.name(), given, call.position());
    Coercion.Arguments arguments =
        expressions.coercion().arguments(resolved, given.values(), given.positions());
    List<BoundExpression> all = new ArrayList<>(arguments.values());
    int count = all.size();
    List<BoundQuery.SortKey> keys = new ArrayList<>();
    for (OrderKey key : call.orderBy()) {
      BoundExpression value = inner.settled(key.expression());
      int place = all.subList(0, count).indexOf(value);
      if (place < 0 && call.distinct()) {
        throw expressions
            .analysis()
            .error(
                SqlState.INVALID_COLUMN_REFERENCE,
                "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list",
                ExpressionAnalyzer.start(key.expression()));
      }
      if (place < 0) {
        place = all.size();
        all.add(value);
      }
      Expression written = place < count ? call.arguments().get(place) : key.expression();
      Collations.requireOne(value, written, inner);
      keys.add(SortKeys.of(place, value, key, expressions.analysis()));
    }
    if (call.distinct()) {
      for (int i = 0; i < count; i++) {
        Collations.requireOne(all.get(i), call.arguments().get(i), inner);
      }
    }
    Optional<BoundExpression> filter =
        call.filter().map(e -> expressions.in(Clause.FILTER).condition(e, "FILTER"));
    return new BoundQuery.AggregateCall(
        arguments.function(),
        all,
        count,
        call.distinct(),
        keys,
        filter,
        expressions.collations().input(arguments.values()));
  }

  /** What its result has of its arguments. */
  static Derivation derived(BoundQuery.AggregateCall call) {
    return Derivation.of(call.arguments().subList(0, call.count()))
        .through(call.function().result());
  }
}
