package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Constant;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.Types;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Understands expressions: one kind of expression a method here or in one of the classes beside it.
 * A literal or parameter without a type stays without one until it is used. Of one thread; the
 * static methods may be called from any.
 */
public final class ExpressionAnalyzer {
  private final Environment environment;
  private final Scope scope;
  private final Clause clause;
  private final ColumnNames columns;
  private final OperatorAnalysis operators;
  private final CallAnalysis calls;
  private final ConstructAnalysis constructs;

  ExpressionAnalyzer(Environment environment, Scope scope, Clause clause) {
    this.environment = environment;
    this.scope = scope;
    this.clause = clause;
    this.columns = new ColumnNames(environment.analysis(), scope);
    this.operators = new OperatorAnalysis(this);
    this.calls = new CallAnalysis(this);
    this.constructs = new ConstructAnalysis(this);
  }

  /**
   * Of CHECK, indexes, generated columns: over a table's row, whose slots are those of {@link
   * BoundSource.TableSource} at offset 0.
   *
   * @throws SqlException as the expression is wrong; without a position
   */
  public static BoundExpression overTable(Expression e, Table table, StatementContext context) {
    return overTable(e, table, context, Clause.CHECK);
  }

  /** The same where messages and what is allowed depend on the clause. */
  public static BoundExpression overTable(
      Expression e, Table table, StatementContext context, Clause clause) {
    Analysis analysis = Analysis.withoutText(context);
    TableEntry entry = TableEntry.of(table, table.name(), Optional.empty(), 0, analysis);
    Scope scope = Scope.within(Optional.empty());
    scope.add(entry.entry());
    return new ExpressionAnalyzer(Environment.of(analysis), scope, clause).settled(e);
  }

  /** Without any row: a default. */
  public static BoundExpression constant(Expression e, StatementContext context) {
    return new ExpressionAnalyzer(
            Environment.of(Analysis.withoutText(context)),
            Scope.within(Optional.empty()),
            Clause.DEFAULT)
        .analyze(e);
  }

  /**
   * A value as it is assigned to a column of that type.
   *
   * @throws SqlException 42804 if there is no such conversion
   */
  public static BoundExpression assigned(
      BoundExpression e, DataType type, int modifier, StatementContext context) {
    return Analysis.withoutText(context)
        .coercion()
        .convert(e, type, modifier, Cast.Context.ASSIGNMENT, null)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    "cannot cast type " + e.type().sqlName() + " to " + type.sqlName()));
  }

  Environment environment() {
    return environment;
  }

  Analysis analysis() {
    return environment.analysis();
  }

  Coercion coercion() {
    return environment.analysis().coercion();
  }

  Collations collations() {
    return environment.analysis().collations();
  }

  Scope scope() {
    return scope;
  }

  Clause clause() {
    return clause;
  }

  ColumnNames columns() {
    return columns;
  }

  OperatorAnalysis operators() {
    return operators;
  }

  /** The same scope, in another clause. */
  ExpressionAnalyzer in(Clause other) {
    return new ExpressionAnalyzer(environment, scope, other);
  }

  /** What an expression means; of type unknown if nothing says what type it is of. */
  BoundExpression analyze(Expression expression) {
    try {
      return analyzed(expression);
    } catch (SqlException error) {
      throw analysis().at(error, expression.position());
    }
  }

  private BoundExpression analyzed(Expression expression) {
    return switch (expression) {
      case Expression.Literal literal -> literal(literal);
      case Expression.TypedLiteral literal ->
          cast(
              new Constant(Literals.string(literal.text()), Types.UNKNOWN, -1),
              literal.type(),
              analysis().stringOf(literal),
              literal.position());
      case Expression.ColumnReference column -> columns.resolve(column);
      case Expression.Parameter parameter ->
          new BoundExpression.Parameter(
              parameter.number(), analysis().parameters().type(parameter.number()));
      case Expression.Unary unary -> operators.unary(unary);
      case Expression.Binary binary -> operators.binary(binary);
      case Expression.Is is -> operators.is(is);
      case Expression.Between between -> operators.between(between);
      case Expression.In in -> operators.in(in);
      case Expression.Quantified quantified -> operators.quantified(quantified);
      case Expression.Cast cast -> cast(cast);
      case Expression.Collate collate -> collate(collate);
      case Expression.AtTimeZone at ->
          calls.function("timezone", List.of(at.zone(), at.operand()), at.position());
      case Expression.FunctionCall call -> calls.call(call);
      case Expression.Case choice -> constructs.choice(choice);
      case Expression.ArrayConstructor array -> constructs.array(array, Optional.empty());
      case Expression.RowConstructor row -> constructs.row(row);
      case Expression.Subscript subscript -> constructs.subscript(subscript);
      case Expression.FieldSelection field -> constructs.field(field);
      case Expression.Subquery subquery -> new SubqueryAnalysis(this).plain(subquery);
      case Expression.Star star -> new StarExpansion(this).row(star);
      case Expression.Default value ->
          throw analysis()
              .error(
                  SqlState.SYNTAX_ERROR,
                  "DEFAULT is not allowed in this context",
                  value.position());
      case Expression.NamedArgument argument ->
          throw analysis().unsupported("a named argument here", argument.position());
      case Expression.VariadicArgument argument ->
          throw analysis().unsupported("VARIADIC here", argument.position());
    };
  }

  /** As {@link #analyze}, and what has no type is text. */
  BoundExpression settled(Expression expression) {
    return coercion().settled(analyze(expression), start(expression));
  }

  List<BoundExpression> all(List<Expression> expressions) {
    List<BoundExpression> all = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      all.add(analyze(expression));
    }
    return all;
  }

  /**
   * A condition.
   *
   * @param construct as messages call it: {@code WHERE}
   */
  BoundExpression condition(Expression expression, String construct) {
    return coercion().bool(analyze(expression), construct, start(expression));
  }

  /** Where messages about an expression as a whole point. */
  static Position start(Expression expression) {
    return Expressions.start(expression);
  }

  private static BoundExpression literal(Expression.Literal literal) {
    return switch (literal.kind()) {
      case NULL -> new Constant(null, Types.UNKNOWN, -1);
      case BOOLEAN ->
          new Constant(literal.text().toLowerCase(Locale.ROOT).equals("true"), Types.BOOLEAN, -1);
      case STRING -> new Constant(Literals.string(literal.text()), Types.UNKNOWN, -1);
      case NUMBER -> number(literal.text(), false);
      case BIT_STRING -> throw SqlException.unsupported("type bit");
    };
  }

  /** The smallest of integer, bigint and numeric that holds it. */
  static Constant number(String text, boolean negative) {
    if (!Literals.isInteger(text)) {
      Numeric value = Numeric.of(Literals.number(text));
      return new Constant(negative ? value.negate() : value, Types.NUMERIC, -1);
    }
    BigInteger whole = Literals.integer(text);
    BigInteger value = negative ? whole.negate() : whole;
    if (value.bitLength() < Integer.SIZE) {
      return new Constant(value.intValue(), Types.INTEGER, -1);
    }
    return value.bitLength() < Long.SIZE
        ? new Constant(value.longValue(), Types.BIGINT, -1)
        : new Constant(Numeric.of(value), Types.NUMERIC, -1);
  }

  private BoundExpression cast(Expression.Cast cast) {
    if (cast.operand() instanceof Expression.ArrayConstructor array
        && cast.type().arrayDimensions() > 0) {
      TypeNames.ResolvedType to = type(cast.type());
      BoundExpression made = constructs.array(array, Optional.of(to.type()));
      return cast(made, to, start(cast.operand()), cast.position());
    }
    return cast(analyze(cast.operand()), cast.type(), start(cast.operand()), cast.position());
  }

  private TypeNames.ResolvedType type(TypeName name) {
    try {
      return TypeNames.resolve(name, analysis().context());
    } catch (SqlException error) {
      throw analysis().at(error, name.position());
    }
  }

  private BoundExpression cast(
      BoundExpression operand, TypeName name, Position at, Position castAt) {
    return cast(IntervalFields.applied(operand, name), type(name), at, castAt);
  }

  private BoundExpression cast(
      BoundExpression operand, TypeNames.ResolvedType to, Position at, Position castAt) {
    return coercion()
        .convert(operand, to.type(), to.modifier(), Cast.Context.EXPLICIT, at)
        .orElseThrow(
            () ->
                analysis()
                    .error(
                        SqlState.CANNOT_COERCE,
                        "cannot cast type "
                            + operand.type().sqlName()
                            + " to "
                            + to.type().sqlName(),
                        castAt));
  }

  private BoundExpression collate(Expression.Collate collate) {
    BoundExpression operand = analyze(collate.operand());
    if (!Coercion.isUnknown(operand.type()) && !Collation.isCollatable(operand.type())) {
      throw analysis()
          .error(
              SqlState.DATATYPE_MISMATCH,
              "collations are not supported by type " + operand.type().sqlName(),
              collate.position());
    }
    BoundExpression known = coercion().settled(operand, start(collate.operand()));
    try {
      Collation collation = CollationNames.find(collate.collation(), analysis().context());
      return new BoundExpression.Collate(known, collation, collate.position());
    } catch (SqlException error) {
      throw analysis().at(error, collate.position());
    }
  }
}
