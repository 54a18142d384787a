package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Function;
import dev.instar.engine.function.Functions;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Calls: of functions, aggregates, window functions, and what is written like one. */
final class CallAnalysis {
  private final ExpressionAnalyzer expressions;

  CallAnalysis(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  private Analysis analysis() {
    return expressions.analysis();
  }

  BoundExpression call(FunctionCall call) {
    boolean bare = call.name().schema().isEmpty();
    if (bare) {
      switch (call.name().name()) {
        case "coalesce", "greatest", "least" -> {
          return new ConstructAnalysis(expressions).several(call);
        }
        case "nullif" -> {
          return new ConstructAnalysis(expressions).nullIf(call);
        }
        case "grouping", "xmlconcat" ->
            throw analysis()
                .unsupported(call.name().name().toUpperCase(Locale.ROOT), call.position());
        default -> {
          Optional<BoundExpression> keyword = keyword(call);
          if (keyword.isPresent()) {
            return keyword.get();
          }
        }
      }
    }
    checkSchema(call);
    if (call.over().isPresent()) {
      return new WindowAnalysis(expressions).call(call);
    }
    if (WindowAnalysis.isWindowFunction(call.name().name())
        && !Functions.exists(call.name().name())) {
      throw analysis()
          .error(
              SqlState.WRONG_OBJECT_TYPE,
              "window function " + call.name().name() + " requires an OVER clause",
              call.position());
    }
    return called(call);
  }

  private void checkSchema(FunctionCall call) {
    String schema = call.name().schema().orElse("pg_catalog");
    if (schema.equals("pg_catalog") || schema.equals("information_schema")) {
      return;
    }
    List<DataType> types =
        Coercion.types(
            expressions.all(
                call.arguments().stream().filter(e -> !(e instanceof Expression.Star)).toList()));
    RelationNames.schema(schema, analysis().context());
    StringBuilder signature = new StringBuilder(schema + "." + call.name().name() + "(");
    for (int i = 0; i < types.size(); i++) {
      signature.append(i > 0 ? ", " : "").append(types.get(i).sqlName());
    }
    throw analysis()
        .error(
            SqlState.UNDEFINED_FUNCTION,
            "function " + signature + ") does not exist",
            call.position())
        .with(
            SqlException.Field.HINT,
            "No function matches the given name and argument types."
                + " You might need to add explicit type casts.");
  }

  /** What SQL writes without parentheses, or with a precision. */
  private Optional<BoundExpression> keyword(FunctionCall call) {
    List<Expression> arguments = call.arguments();
    DataType type =
        switch (call.name().name()) {
          case "current_timestamp" -> Types.TIMESTAMPTZ;
          case "localtimestamp" -> Types.TIMESTAMP;
          case "current_time" -> Types.TIMETZ;
          case "localtime" -> Types.TIME;
          case "current_date" -> Types.DATE;
          default -> null;
        };
    if (type != null) {
      int precision =
          arguments.size() == 1 && arguments.getFirst() instanceof Expression.Literal literal
              ? Math.min(Literals.integer(literal.text()).intValue(), 6)
              : -1;
      BoundExpression now = function("now", List.of(), call.position());
      return expressions
          .coercion()
          .convert(now, type, precision, Cast.Context.EXPLICIT, call.position());
    }
    String other =
        switch (call.name().name()) {
          case "current_role", "user" -> "current_user";
          case "current_catalog" -> "current_database";
          case "pg_collation_for" -> "pg_collation_for";
          case "system_user" -> "system_user";
          default -> null;
        };
    if (other == null) {
      return Optional.empty();
    }
    return switch (other) {
      case "system_user" -> Optional.of(new BoundExpression.Constant(null, Types.TEXT, -1));
      case "pg_collation_for" -> Optional.of(collationFor(arguments.getFirst()));
      default -> Optional.of(function(other, List.of(), call.position()));
    };
  }

  private BoundExpression collationFor(Expression operand) {
    BoundExpression value = expressions.analyze(operand);
    if (Coercion.isUnknown(value.type())) {
      return new BoundExpression.Constant(null, Types.TEXT, -1);
    }
    if (!Collation.isCollatable(value.type())) {
      throw analysis()
          .error(
              SqlState.DATATYPE_MISMATCH,
              "collations are not supported by type " + value.type().sqlName(),
              ExpressionAnalyzer.start(operand));
    }
    Collation collation = Collations.of(value);
    String name =
        collation == Collation.INDETERMINATE
            ? null
            : QuotingFunctions.identifier(collation.sqlName());
    return new BoundExpression.Constant(name, Types.TEXT, -1);
  }

  /** A function by its name, whatever the call looked like. */
  BoundExpression function(String name, List<Expression> arguments, Position position) {
    return called(FunctionCall.of(QualifiedName.of(name), arguments, position));
  }

  /** A call's arguments as they are written, and where. */
  record Given(List<BoundExpression> values, List<Position> positions, boolean spread) {}

  Given given(FunctionCall call, ExpressionAnalyzer analyzer) {
    List<BoundExpression> values = new ArrayList<>(call.arguments().size());
    List<Position> positions = new ArrayList<>(call.arguments().size());
    boolean spread = false;
    for (Expression argument : NamedArguments.inOrder(call, analysis())) {
      Expression value = argument;
      if (argument instanceof Expression.VariadicArgument variadic) {
        spread = true;
        value = variadic.array();
      }
      values.add(analyzer.analyze(value));
      positions.add(ExpressionAnalyzer.start(value));
    }
    return new Given(values, positions, spread);
  }

  Resolved resolve(QualifiedName name, Given given, Position position) {
    try {
      return Functions.resolve(name.name(), Coercion.types(given.values()), given.spread());
    } catch (SqlException error) {
      boolean qualify =
          name.schema().isPresent() && error.getMessage().startsWith("function " + name.name());
      throw analysis().at(qualify ? qualified(error, name) : error, position);
    }
  }

  /** The same error with the name as it was written. */
  private static SqlException qualified(SqlException error, QualifiedName name) {
    SqlException named =
        new SqlException(
            error.state(),
            error
                .getMessage()
                .replace("function " + name.name(), "function " + RelationNames.text(name)),
            error);
    error.fields().forEach(named::with);
    return named;
  }

  private BoundExpression called(FunctionCall call) {
    String name = call.name().name();
    if (call.isOfRows()) {
      return new AggregateAnalysis(expressions).ofRows(call);
    }
    boolean aggregate = AggregateAnalysis.isAggregate(name);
    if (aggregate) {
      return new AggregateAnalysis(expressions).call(call);
    }
    checkPlain(call);
    Given given = given(call, expressions);
    Resolved resolved;
    try {
      resolved = resolve(call.name(), given, call.position());
    } catch (SqlException none) {
      return castByName(call, given).orElseThrow(() -> none);
    }
    Coercion.Arguments arguments =
        expressions.coercion().arguments(resolved, given.values(), given.positions());
    BoundExpression.Call bound =
        new BoundExpression.Call(
            withRow(arguments.function()),
            arguments.values(),
            expressions.collations().input(arguments.values()));
    return resolved.function().returnsSet() ? set(bound, call.position()) : bound;
  }

  /** The names of a result's columns are known where its fields are selected. */
  private static Resolved withRow(Resolved resolved) {
    List<Function.Column> columns = resolved.function().columns();
    if (columns.isEmpty()) {
      return resolved;
    }
    return new Resolved(
        resolved.function(),
        resolved.casts(),
        resolved.argumentTypes(),
        resolved.gathered(),
        new RowType(
            columns.stream().map(Function.Column::name).toList(),
            columns.stream().map(Function.Column::type).toList()));
  }

  private void checkPlain(FunctionCall call) {
    String name = call.name().name();
    String wrong =
        call.distinct()
            ? "DISTINCT specified, but " + name + " is not an aggregate function"
            : !call.orderBy().isEmpty()
                ? "ORDER BY specified, but " + name + " is not an aggregate function"
                : call.filter().isPresent()
                    ? "FILTER specified, but " + name + " is not an aggregate function"
                    : null;
    if (wrong != null && Functions.exists(name)) {
      throw analysis().error(SqlState.WRONG_OBJECT_TYPE, wrong, call.position());
    }
  }

  /** {@code text(1)}: a type's name as a function, where there is none that takes this. */
  private Optional<BoundExpression> castByName(FunctionCall call, Given given) {
    if (given.values().size() != 1) {
      return Optional.empty();
    }
    BoundExpression operand = given.values().getFirst();
    return TypeNames.find(call.name(), analysis().context())
        .flatMap(
            type ->
                expressions
                    .coercion()
                    .convert(
                        operand, type, -1, Cast.Context.EXPLICIT, given.positions().getFirst()));
  }

  /** A function that gives rows, among the targets: they are joined as if it stood in FROM. */
  private BoundExpression set(BoundExpression.Call call, Position position) {
    if (expressions.clause() == Clause.FROM_FUNCTION) {
      return call;
    }
    if (!expressions.clause().allowsSets() || expressions.scope().stages().isEmpty()) {
      throw analysis()
          .error(
              SqlState.FEATURE_NOT_SUPPORTED,
              "set-returning functions are not allowed in " + expressions.clause().text(),
              position);
    }
    return expressions.scope().stages().get().add(call);
  }
}
