package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.OrderKey;
import dev.instar.engine.sql.QueryBody.NamedWindow;
import dev.instar.engine.sql.Window;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Window functions: the ranking ones by name, and aggregates with OVER. */
final class WindowAnalysis {
  /** What a window function takes and gives. */
  private enum Shape {
    /** No argument; an integer of eight bytes. */
    RANK,
    /** No argument; a fraction. */
    FRACTION,
    /** A number of buckets. */
    BUCKETS,
    /** A value, how far off, and what stands in where there is no row. */
    NEIGHBOUR,
    /** A value. */
    VALUE,
    /** A value, and of which row. */
    NTH
  }

  private static final Map<String, Shape> FUNCTIONS =
      Map.ofEntries(
          Map.entry("row_number", Shape.RANK),
          Map.entry("rank", Shape.RANK),
          Map.entry("dense_rank", Shape.RANK),
          Map.entry("percent_rank", Shape.FRACTION),
          Map.entry("cume_dist", Shape.FRACTION),
          Map.entry("ntile", Shape.BUCKETS),
          Map.entry("lag", Shape.NEIGHBOUR),
          Map.entry("lead", Shape.NEIGHBOUR),
          Map.entry("first_value", Shape.VALUE),
          Map.entry("last_value", Shape.VALUE),
          Map.entry("nth_value", Shape.NTH));

  private final ExpressionAnalyzer expressions;

  WindowAnalysis(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  static boolean isWindowFunction(String name) {
    return FUNCTIONS.containsKey(name);
  }

  BoundExpression call(FunctionCall call) {
    SelectStages stages = allowed(call);
    String name = call.name().name();
    boolean aggregate = AggregateAnalysis.isAggregate(name);
    if (!aggregate && !isWindowFunction(name)) {
      throw expressions
          .analysis()
          .error(
              SqlState.WRONG_OBJECT_TYPE,
              "OVER specified, but " + name + " is not a window function nor an aggregate function",
              call.position());
    }
    Window window = resolved(call.over().orElseThrow(), stages);
    return aggregate ? aggregate(call, window, stages) : ranking(call, window, stages);
  }

  private SelectStages allowed(FunctionCall call) {
    Clause clause = expressions.clause();
    if (clause == Clause.AGGREGATE_ARGUMENT) {
      throw expressions
          .analysis()
          .error(
              SqlState.GROUPING_ERROR,
              "aggregate function calls cannot contain window function calls",
              call.position());
    }
    if (clause == Clause.WINDOW_ARGUMENT) {
      throw expressions
          .analysis()
          .error(
              SqlState.WINDOWING_ERROR, "window function calls cannot be nested", call.position());
    }
    if (!clause.allowsWindows() || expressions.scope().stages().isEmpty()) {
      throw expressions
          .analysis()
          .error(
              SqlState.WINDOWING_ERROR,
              "window functions are not allowed in " + clause.text(),
              call.position());
    }
    return expressions.scope().stages().get();
  }

  /** A window with what it takes from one with a name. */
  private Window resolved(Window window, SelectStages stages) {
    if (window.base().isEmpty()) {
      return window;
    }
    String name = window.base().get();
    NamedWindow named =
        stages.namedWindows().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    expressions
                        .analysis()
                        .error(
                            SqlState.UNDEFINED_OBJECT,
                            "window \"" + name + "\" does not exist",
                            window.position()));
    Window base = resolved(named.window(), stages);
    if (window.reference()) {
      return base;
    }
    if (!window.partitionBy().isEmpty()) {
      throw cannotOverride("PARTITION BY", name, window);
    }
    if (!window.orderBy().isEmpty() && !base.orderBy().isEmpty()) {
      throw cannotOverride("ORDER BY", name, window);
    }
    return new Window(
        Optional.empty(),
        false,
        base.partitionBy(),
        window.orderBy().isEmpty() ? base.orderBy() : window.orderBy(),
        window.position());
  }

  private SqlException cannotOverride(String what, String name, Window window) {
    return expressions
        .analysis()
        .error(
            SqlState.WINDOWING_ERROR,
            "cannot override " + what + " clause of window \"" + name + "\"",
            window.position());
  }

  /** PARTITION BY and ORDER BY, understood. */
  private record Parts(
      List<BoundExpression> partitionBy, List<BoundExpression> orderBy, List<SortKey> keys) {}

  private Parts parts(Window window) {
    ExpressionAnalyzer inner = expressions.in(Clause.WINDOW);
    List<BoundExpression> partitionBy = new ArrayList<>();
    for (Expression e : window.partitionBy()) {
      BoundExpression key = inner.settled(e);
      SortKeys.requireOrder(key.type(), expressions.analysis(), ExpressionAnalyzer.start(e));
      Collations.requireOne(key, e, inner);
      partitionBy.add(key);
    }
    List<BoundExpression> orderBy = new ArrayList<>();
    List<SortKey> keys = new ArrayList<>();
    for (OrderKey key : window.orderBy()) {
      BoundExpression value = inner.settled(key.expression());
      Collations.requireOne(value, key.expression(), inner);
      keys.add(SortKeys.of(orderBy.size(), value, key, expressions.analysis()));
      orderBy.add(value);
    }
    return new Parts(partitionBy, orderBy, keys);
  }

  private BoundExpression aggregate(FunctionCall call, Window window, SelectStages stages) {
    if (call.distinct()) {
      throw expressions
          .analysis()
          .error(
              SqlState.FEATURE_NOT_SUPPORTED,
              "DISTINCT is not implemented for window functions",
              call.position());
    }
    if (!call.orderBy().isEmpty()) {
      throw expressions
          .analysis()
          .error(
              SqlState.FEATURE_NOT_SUPPORTED,
              "aggregate ORDER BY is not implemented for window functions",
              call.position());
    }
    boolean star = call.isOfRows();
    ExpressionAnalyzer inner = expressions.in(Clause.WINDOW_ARGUMENT);
    CallAnalysis.Given given =
        star
            ? new CallAnalysis.Given(List.of(), List.of(), false)
            : new CallAnalysis(inner).given(call, inner);
    BoundQuery.AggregateCall bound = new AggregateAnalysis(expressions).bound(call, given, inner);
    Parts parts = parts(window);
    DataType type = bound.function().result();
    return added(
        stages,
        new BoundQuery.WindowCall(
            call.name().name(),
            Optional.of(bound),
            List.of(),
            parts.partitionBy(),
            parts.orderBy(),
            parts.keys(),
            type),
        AggregateAnalysis.derived(bound));
  }

  private BoundExpression ranking(FunctionCall call, Window window, SelectStages stages) {
    if (call.filter().isPresent()) {
      throw expressions
          .analysis()
          .error(
              SqlState.FEATURE_NOT_SUPPORTED,
              "FILTER is not implemented for non-aggregate window functions",
              call.position());
    }
    List<BoundExpression> given = expressions.in(Clause.WINDOW_ARGUMENT).all(call.arguments());
    List<BoundExpression> arguments = arguments(call, given);
    Parts parts = parts(window);
    DataType type =
        switch (FUNCTIONS.get(call.name().name())) {
          case RANK -> Types.BIGINT;
          case FRACTION -> Types.DOUBLE;
          case BUCKETS -> Types.INTEGER;
          case NEIGHBOUR, VALUE, NTH -> arguments.getFirst().type();
        };
    return added(
        stages,
        new BoundQuery.WindowCall(
            call.name().name(),
            Optional.empty(),
            arguments,
            parts.partitionBy(),
            parts.orderBy(),
            parts.keys(),
            type),
        expressions.collations().checked(Derivation.of(arguments)).through(type));
  }

  private static BoundExpression added(
      SelectStages stages, BoundQuery.WindowCall call, Derivation derived) {
    return derived.kept(stages.add(call, derived.outcome(call.type())));
  }

  private List<BoundExpression> arguments(FunctionCall call, List<BoundExpression> given) {
    Shape shape = FUNCTIONS.get(call.name().name());
    int least =
        switch (shape) {
          case RANK, FRACTION -> 0;
          case BUCKETS, NEIGHBOUR, VALUE -> 1;
          case NTH -> 2;
        };
    int most = shape == Shape.NEIGHBOUR ? 3 : least;
    if (given.size() < least || given.size() > most) {
      throw mismatch(call, given);
    }
    List<BoundExpression> arguments = new ArrayList<>(given);
    int number =
        switch (shape) {
          case RANK, FRACTION, VALUE -> -1;
          case BUCKETS -> 0;
          case NEIGHBOUR, NTH -> given.size() > 1 ? 1 : -1;
        };
    if (number >= 0) {
      arguments.set(
          number,
          expressions
              .coercion()
              .convert(
                  given.get(number),
                  Types.INTEGER,
                  -1,
                  Cast.Context.IMPLICIT,
                  ExpressionAnalyzer.start(call.arguments().get(number)))
              .orElseThrow(() -> mismatch(call, given)));
    }
    if (given.size() == 3) {
      DataType type =
          expressions
              .coercion()
              .common(
                  call.name().name(),
                  List.of(given.get(0).type(), given.get(2).type()),
                  call.position());
      arguments.set(0, expressions.coercion().implicit(given.get(0), type, call.position()));
      arguments.set(2, expressions.coercion().implicit(given.get(2), type, call.position()));
    } else if (!arguments.isEmpty()) {
      arguments.set(0, expressions.coercion().settled(arguments.getFirst(), call.position()));
    }
    return arguments;
  }

  private SqlException mismatch(FunctionCall call, List<BoundExpression> given) {
    StringBuilder signature = new StringBuilder(call.name().name()).append('(');
    for (int i = 0; i < given.size(); i++) {
      signature.append(i > 0 ? ", " : "").append(given.get(i).type().sqlName());
    }
    return expressions
        .analysis()
        .error(
            SqlState.UNDEFINED_FUNCTION,
            "function " + signature + ") does not exist",
            call.position())
        .with(
            SqlException.Field.HINT,
            "No function matches the given name and argument types."
                + " You might need to add explicit type casts.");
  }
}
