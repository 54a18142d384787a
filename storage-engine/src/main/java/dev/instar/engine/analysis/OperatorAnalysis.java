package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Constant;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.CommonType;
import dev.instar.engine.function.Operators;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Operators, and what SQL writes in words between operands. Of one thread. */
final class OperatorAnalysis {
  private static final Map<String, String> KEYWORD_OPERATORS =
      Map.of(
          "LIKE", "~~",
          "NOT LIKE", "!~~",
          "ILIKE", "~~*",
          "NOT ILIKE", "!~~*",
          "SIMILAR TO", "~",
          "NOT SIMILAR TO", "!~");

  private final ExpressionAnalyzer expressions;

  OperatorAnalysis(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  private Coercion coercion() {
    return expressions.coercion();
  }

  /** An operand and where it stands. */
  record Operand(BoundExpression value, Position position) {}

  Operand operand(Expression expression) {
    return new Operand(expressions.analyze(expression), ExpressionAnalyzer.start(expression));
  }

  /** The symbol of an operator as the grammar gives it: a key word, or OPERATOR(schema.symbol). */
  static String symbol(String operator) {
    if (operator.startsWith("OPERATOR(")) {
      int dot = operator.lastIndexOf('.');
      int start = dot < 0 ? "OPERATOR(".length() : dot + 1;
      return operator.substring(start, operator.length() - 1);
    }
    return KEYWORD_OPERATORS.getOrDefault(operator, operator);
  }

  BoundExpression unary(Expression.Unary unary) {
    if (unary.operator().equals("NOT")) {
      return new BoundExpression.Not(expressions.condition(unary.operand(), "NOT"));
    }
    if (unary.operator().equals("-")
        && unary.operand() instanceof Expression.Literal literal
        && literal.kind() == Expression.Literal.Kind.NUMBER) {
      return ExpressionAnalyzer.number(literal.text(), true);
    }
    Operand operand = operand(unary.operand());
    Resolved resolved =
        resolve(symbol(unary.operator()), null, operand.value().type(), unary.position());
    return call(resolved, List.of(operand));
  }

  Resolved resolve(String symbol, DataType left, DataType right, Position position) {
    try {
      return Operators.resolve(symbol, left, right);
    } catch (SqlException error) {
      throw expressions.analysis().at(error, position);
    }
  }

  private BoundExpression call(Resolved resolved, List<Operand> operands) {
    Coercion.Arguments arguments =
        coercion()
            .arguments(
                resolved,
                operands.stream().map(Operand::value).toList(),
                operands.stream().map(Operand::position).toList());
    return new BoundExpression.Call(
        arguments.function(),
        arguments.values(),
        expressions.collations().input(arguments.values()));
  }

  /** {@code left symbol right}. */
  BoundExpression call(String symbol, Operand left, Operand right, Position position) {
    Resolved resolved = resolve(symbol, left.value().type(), right.value().type(), position);
    return call(resolved, List.of(left, right));
  }

  BoundExpression binary(Expression.Binary binary) {
    return switch (binary.operator()) {
      case "AND", "OR" -> junction(binary);
      case "IS DISTINCT FROM" -> distinct(binary, false);
      case "IS NOT DISTINCT FROM" -> distinct(binary, true);
      case "OVERLAPS" -> {
        List<Expression> ends = new ArrayList<>();
        ends.addAll(((Expression.RowConstructor) binary.left()).elements());
        ends.addAll(((Expression.RowConstructor) binary.right()).elements());
        yield expressions.analyze(
            Expression.FunctionCall.of(QualifiedName.of("overlaps"), ends, binary.position()));
      }
      case "SIMILAR TO", "NOT SIMILAR TO" -> similar(binary);
      default -> plain(binary);
    };
  }

  /** Chains of one of them are one node, however long. */
  private BoundExpression junction(Expression.Binary binary) {
    List<Expression> operands = new ArrayList<>();
    flatten(binary, binary.operator(), operands);
    List<BoundExpression> conditions = new ArrayList<>(operands.size());
    for (Expression operand : operands) {
      conditions.add(expressions.condition(operand, binary.operator()));
    }
    return binary.operator().equals("AND")
        ? new BoundExpression.And(conditions)
        : new BoundExpression.Or(conditions);
  }

  private static void flatten(Expression expression, String operator, List<Expression> operands) {
    Expression at = expression;
    List<Expression> rights = new ArrayList<>();
    while (at instanceof Expression.Binary binary && binary.operator().equals(operator)) {
      rights.add(binary.right());
      at = binary.left();
    }
    operands.add(at);
    for (int i = rights.size() - 1; i >= 0; i--) {
      Expression right = rights.get(i);
      if (right instanceof Expression.Binary binary && binary.operator().equals(operator)) {
        flatten(binary, operator, operands);
      } else {
        operands.add(right);
      }
    }
  }

  private BoundExpression distinct(Expression.Binary binary, boolean negated) {
    if (binary.left() instanceof Expression.RowConstructor left
        && binary.right() instanceof Expression.RowConstructor right) {
      return new RowComparison(expressions).distinct(left, right, negated, binary.position());
    }
    return distinct(operand(binary.left()), operand(binary.right()), negated, binary.position());
  }

  BoundExpression distinct(Operand left, Operand right, boolean negated, Position position) {
    // Beside NULL as it is written it is a test, of any type.
    if (isNullLiteral(right)) {
      return new BoundExpression.Is(left.value(), BoundExpression.Is.Test.NULL, !negated);
    }
    Resolved equality = resolve("=", left.value().type(), right.value().type(), position);
    Coercion.Arguments both =
        coercion()
            .arguments(
                equality,
                List.of(left.value(), right.value()),
                List.of(left.position(), right.position()));
    return new BoundExpression.Distinct(
        both.values().get(0),
        both.values().get(1),
        both.function(),
        expressions.collations().input(both.values()),
        negated);
  }

  private static boolean isNullLiteral(Operand operand) {
    return operand.value() instanceof Constant constant
        && constant.value() == null
        && Coercion.isUnknown(constant.type());
  }

  private BoundExpression similar(Expression.Binary binary) {
    boolean escaped =
        binary.right() instanceof Expression.FunctionCall call
            && call.name().name().equals("similar_to_escape");
    Expression pattern =
        escaped
            ? binary.right()
            : Expression.FunctionCall.of(
                QualifiedName.of("pg_catalog", "similar_to_escape"),
                List.of(binary.right()),
                ExpressionAnalyzer.start(binary.right()));
    return call(
        symbol(binary.operator()), operand(binary.left()), operand(pattern), binary.position());
  }

  private BoundExpression plain(Expression.Binary binary) {
    if (binary.left() instanceof Expression.RowConstructor left) {
      if (binary.right() instanceof Expression.RowConstructor right) {
        return new RowComparison(expressions)
            .compare(symbol(binary.operator()), left, right, binary.position());
      }
      if (binary.right() instanceof Expression.Subquery) {
        throw expressions
            .analysis()
            .unsupported("a comparison of a row with a subquery", binary.position());
      }
    }
    return call(
        symbol(binary.operator()),
        operand(binary.left()),
        operand(binary.right()),
        binary.position());
  }

  BoundExpression is(Expression.Is is) {
    boolean negated = is.test().startsWith("NOT ");
    String test = negated ? is.test().substring("NOT ".length()) : is.test();
    return switch (test) {
      case "NULL" -> isNull(is, negated);
      case "TRUE", "FALSE", "UNKNOWN" ->
          new BoundExpression.Is(
              expressions.condition(is.operand(), "IS " + is.test()),
              BoundExpression.Is.Test.valueOf(test),
              negated);
      default ->
          throw expressions
              .analysis()
              .unsupported("IS " + is.test().toUpperCase(Locale.ROOT), is.position());
    };
  }

  /** Of a row, whether all of its fields are NULL; NOT NULL, whether none is. */
  private BoundExpression isNull(Expression.Is is, boolean negated) {
    BoundExpression operand = expressions.analyze(is.operand());
    List<BoundExpression> fields =
        switch (operand) {
          case BoundExpression.RowOf row -> row.fields();
          case BoundExpression.WholeRow row -> row.fields();
          default -> List.of();
        };
    if (fields.isEmpty()) {
      return new BoundExpression.Is(operand, BoundExpression.Is.Test.NULL, negated);
    }
    List<BoundExpression> tests = new ArrayList<>(fields.size());
    for (BoundExpression field : fields) {
      tests.add(new BoundExpression.Is(field, BoundExpression.Is.Test.NULL, negated));
    }
    return tests.size() == 1 ? tests.getFirst() : new BoundExpression.And(tests);
  }

  BoundExpression between(Expression.Between between) {
    Position position = between.position();
    BoundExpression inside = within(between.operand(), between.low(), between.high(), position);
    if (between.symmetric()) {
      inside =
          new BoundExpression.Or(
              List.of(inside, within(between.operand(), between.high(), between.low(), position)));
    }
    return between.negated() ? new BoundExpression.Not(inside) : inside;
  }

  private BoundExpression within(
      Expression operand, Expression low, Expression high, Position position) {
    return new BoundExpression.And(
        List.of(
            expressions.analyze(new Expression.Binary(">=", operand, low, position)),
            expressions.analyze(new Expression.Binary("<=", operand, high, position))));
  }

  BoundExpression in(Expression.In in) {
    if (in.values().size() == 1
        && in.values().getFirst() instanceof Expression.Subquery query
        && query.kind() == Expression.Subquery.Kind.IN) {
      BoundExpression any =
          new SubqueryAnalysis(expressions)
              .quantified(in.operand(), "=", false, query, in.position());
      return in.negated() ? new BoundExpression.Not(any) : any;
    }
    if (in.operand() instanceof Expression.RowConstructor) {
      return eachCompared(in);
    }
    Operand operand = operand(in.operand());
    List<Operand> values = in.values().stream().map(this::operand).toList();
    List<DataType> types = new ArrayList<>();
    values.forEach(value -> types.add(value.value().type()));
    types.add(operand.value().type());
    Optional<DataType> common = CommonType.find(types);
    if (values.size() == 1 || common.isEmpty()) {
      return eachCompared(in);
    }
    return listed(in, operand, values, common.get());
  }

  private BoundExpression listed(
      Expression.In in, Operand operand, List<Operand> values, DataType type) {
    Resolved equality = resolve("=", operand.value().type(), type, in.position());
    List<BoundExpression> converted = new ArrayList<>(values.size());
    for (Operand value : values) {
      converted.add(coercion().implicit(value.value(), type, value.position()));
    }
    BoundExpression left = operand.value();
    Coercion.Arguments arguments =
        coercion()
            .arguments(
                equality,
                List.of(left, converted.getFirst()),
                List.of(operand.position(), values.getFirst().position()));
    // The values keep the type they have in common; what the operator does to it is left to it.
    Resolved kept =
        new Resolved(
            equality.function(),
            List.of(arguments.function().casts().get(0), equality.casts().get(1)),
            equality.argumentTypes(),
            equality.gathered(),
            equality.result());
    List<BoundExpression> all = new ArrayList<>(List.of(left));
    all.addAll(converted);
    if (converted.stream().anyMatch(OperatorAnalysis::readsColumn)
        && Derivation.of(all).isDisputed()) {
      // PostgreSQL compares with columns one by one, each by a collation of its own.
      return eachCompared(in);
    }
    return new BoundExpression.InList(
        arguments.values().getFirst(),
        converted,
        kept,
        expressions.collations().input(all),
        in.negated());
  }

  private static boolean readsColumn(BoundExpression value) {
    return Trees.any(value, node -> Trees.levels(node) >= 0);
  }

  private BoundExpression eachCompared(Expression.In in) {
    List<BoundExpression> tests = new ArrayList<>(in.values().size());
    for (Expression value : in.values()) {
      tests.add(
          expressions.analyze(
              new Expression.Binary(
                  in.negated() ? "<>" : "=", in.operand(), value, in.position())));
    }
    if (tests.size() == 1) {
      return tests.getFirst();
    }
    return in.negated() ? new BoundExpression.And(tests) : new BoundExpression.Or(tests);
  }

  BoundExpression quantified(Expression.Quantified quantified) {
    if (quantified.array() instanceof Expression.Subquery query
        && query.kind() != Expression.Subquery.Kind.SCALAR) {
      return new SubqueryAnalysis(expressions)
          .quantified(
              quantified.left(),
              symbol(quantified.operator()),
              quantified.all(),
              query,
              quantified.position());
    }
    Operand left = operand(quantified.left());
    Operand array = operand(quantified.array());
    boolean literal = Coercion.isUnknown(array.value().type());
    DataType element =
        literal
            ? Types.UNKNOWN
            : array
                .value()
                .type()
                .element()
                .orElseThrow(
                    () ->
                        expressions
                            .analysis()
                            .error(
                                SqlState.WRONG_OBJECT_TYPE,
                                "op ANY/ALL (array) requires array on right side",
                                quantified.position()));
    Resolved operator =
        resolve(symbol(quantified.operator()), left.value().type(), element, quantified.position());
    if (operator.result().oid() != Types.BOOLEAN.oid()) {
      throw expressions
          .analysis()
          .error(
              SqlState.WRONG_OBJECT_TYPE,
              "op ANY/ALL (array) requires operator to yield boolean",
              quantified.position());
    }
    BoundExpression items = array.value();
    if (literal) {
      // The literal is read as an array of what the operator takes.
      DataType item = operator.argumentTypes().get(1);
      operator =
          resolve(symbol(quantified.operator()), left.value().type(), item, quantified.position());
      items =
          coercion()
              .implicit(
                  items,
                  TypeNames.arrayOf(item, expressions.analysis().context()),
                  array.position());
    }
    return quantified(left, operator, quantified.all(), items);
  }

  private BoundExpression quantified(
      Operand left, Resolved operator, boolean all, BoundExpression items) {
    BoundExpression probe = new Constant(null, operator.casts().get(1).source(), -1);
    Coercion.Arguments arguments =
        coercion()
            .arguments(
                operator, List.of(left.value(), probe), List.of(left.position(), left.position()));
    BoundExpression value = arguments.values().getFirst();
    Resolved function =
        new Resolved(
            operator.function(),
            List.of(arguments.function().casts().get(0), operator.casts().get(1)),
            operator.argumentTypes(),
            operator.gathered(),
            operator.result());
    return new BoundExpression.Quantified(
        value, function, all, items, expressions.collations().input(value, items));
  }
}
