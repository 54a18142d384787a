package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.analysis.TypeNames.ResolvedType;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.CommonType;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.Parentheses.Place;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.name.TypeText;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prints an expression as PostgreSQL prints its tree of it: with the types of its literals and the
 * conversions that nobody wrote, for which it asks what the parts mean. Of one thread.
 */
final class ExpressionPrinter {
  private final SqlText out;
  private final Typing typing;
  private final OperatorPrinter operators;
  private final CallPrinter calls;

  ExpressionPrinter(SqlText out, Typing typing) {
    this.out = out;
    this.typing = typing;
    this.operators = new OperatorPrinter(this);
    this.calls = new CallPrinter(this);
  }

  SqlText out() {
    return out;
  }

  Typing typing() {
    return typing;
  }

  StatementContext context() {
    return typing.context();
  }

  boolean pretty() {
    return out.style().pretty();
  }

  /** An expression by itself; a literal that takes any type is of the given one. */
  void print(Expression expression, DataType untyped) {
    switch (expression) {
      case Expression.Literal literal -> literal(literal, untyped);
      case Expression.TypedLiteral literal -> typed(literal.text(), literal.type());
      case Expression.ColumnReference column -> out.add(typing.column(column));
      case Expression.Star star -> out.add(Names.quoted(star.qualifier().getLast()) + ".*");
      case Expression.Parameter parameter -> out.add("$" + parameter.number());
      case Expression.FunctionCall call -> calls.print(call);
      case Expression.NamedArgument argument -> print(argument.value(), untyped);
      case Expression.VariadicArgument argument -> {
        out.add("VARIADIC ");
        print(argument.array(), untyped);
      }
      case Expression.Unary unary -> operators.unary(unary);
      case Expression.Binary binary -> operators.binary(binary);
      case Expression.Is is -> operators.test(is);
      case Expression.Between between -> operators.between(between);
      case Expression.In in -> operators.in(in);
      case Expression.Quantified quantified -> operators.quantified(quantified);
      case Expression.Cast cast -> cast(cast);
      case Expression.Collate collate -> collate(collate);
      case Expression.AtTimeZone at -> atTimeZone(at);
      case Expression.Case choice -> choice(choice);
      case Expression.ArrayConstructor array -> array(array, Optional.empty());
      case Expression.RowConstructor row -> row(row);
      case Expression.Subscript subscript -> subscript(subscript);
      case Expression.FieldSelection field -> {
        out.add("(");
        print(field.operand(), Types.TEXT);
        out.add(").").add(Names.quoted(field.field()));
      }
      case Expression.Default keyword -> out.add("DEFAULT");
      case Expression.Subquery subquery -> new QueryPrinter(out, typing).subquery(subquery);
    }
  }

  /** In parentheses where only those are written that are needed, and these are. */
  void enclosed(Expression expression, Expression parent, Place place, DataType untyped) {
    boolean parentheses =
        pretty() && !isFunctionCast(expression) && !Parentheses.isSimple(expression, parent, place);
    out.add(parentheses ? "(" : "");
    print(expression, untyped);
    out.add(parentheses ? ")" : "");
  }

  /** A cast that calls a function is as simple as a call; others are what stands in them. */
  private boolean isFunctionCast(Expression expression) {
    if (!(expression instanceof Expression.Cast cast) || LiteralText.isUntyped(cast.operand())) {
      return false;
    }
    ResolvedType to = TypeNames.resolve(cast.type(), context());
    DataType from = typing.type(cast.operand());
    return to.modifier() >= 0 || CastMethods.isFunction(from, to.type());
  }

  /** As a value of a type: what nobody wrote is written out. */
  void converted(Expression expression, DataType to, Expression parent, Place place) {
    if (LiteralText.isUntyped(expression)) {
      print(expression, concrete(to));
      return;
    }
    DataType from = typing.type(expression);
    if (from.oid() == to.oid() || to.kind() == 'p' || to.name().startsWith("any")) {
      enclosed(expression, parent, place, to);
    } else {
      castTo(expression, to, -1);
    }
  }

  private static DataType concrete(DataType type) {
    return type.kind() == 'p' && !type.name().equals("record") ? Types.TEXT : type;
  }

  private void castTo(Expression expression, DataType to, int modifier) {
    out.add(pretty() ? "" : "(");
    enclosed(expression, expression, Place.CAST, to);
    out.add(pretty() ? "" : ")");
    label(to, modifier);
  }

  void label(DataType type, int modifier) {
    boolean padded = modifier < 0 && type.name().equals("bpchar");
    out.add("::").add(padded ? "bpchar" : TypeText.of(context(), type, modifier));
  }

  private void literal(Expression.Literal literal, DataType untyped) {
    switch (literal.kind()) {
      case NULL, STRING -> out.add(LiteralText.of(context(), literal, untyped, -1));
      case BOOLEAN -> out.add(literal.text().toLowerCase(java.util.Locale.ROOT));
      case NUMBER -> out.add(LiteralText.ofNumber(context(), literal.text(), false));
      case BIT_STRING -> out.add(literal.text());
    }
  }

  private void typed(String literal, TypeName name) {
    ResolvedType type = TypeNames.resolve(name, context());
    out.add(
        LiteralText.ofString(context(), Literals.string(literal), type.type(), type.modifier()));
  }

  private void cast(Expression.Cast cast) {
    ResolvedType to = TypeNames.resolve(cast.type(), context());
    Expression operand = cast.operand();
    if (operand instanceof Expression.Literal literal && LiteralText.isUntyped(literal)) {
      out.add(LiteralText.of(context(), literal, to.type(), to.modifier()));
      return;
    }
    if (operand instanceof Expression.ArrayConstructor array && to.type().element().isPresent()) {
      array(array, to.type().element());
      return;
    }
    if (typing.type(operand).oid() == to.type().oid() && to.modifier() < 0) {
      print(operand, to.type());
      return;
    }
    castTo(operand, to.type(), to.modifier());
  }

  private void collate(Expression.Collate collate) {
    out.add(pretty() ? "" : "(");
    enclosed(collate.operand(), collate, Place.OTHER, Types.TEXT);
    out.add(" COLLATE ").add(Names.quoted(collate.collation().name()));
    out.add(pretty() ? "" : ")");
  }

  private void atTimeZone(Expression.AtTimeZone at) {
    out.add("(");
    enclosed(at.operand(), at, Place.SYNTAX, Types.TIMESTAMPTZ);
    out.add(" AT TIME ZONE ");
    enclosed(at.zone(), at, Place.SYNTAX, Types.TEXT);
    out.add(")");
  }

  private void choice(Expression.Case choice) {
    DataType type = typing.type(choice);
    boolean lines = out.style().indent();
    out.keyword("CASE", 0, SqlText.SMALL_STEP, 0);
    DataType compared = choice.operand().map(typing::type).orElse(Types.BOOLEAN);
    choice
        .operand()
        .ifPresent(
            operand -> {
              out.add(" ");
              print(operand, Types.TEXT);
            });
    for (Expression.When when : choice.branches()) {
      out.add(lines ? "" : " ").keyword("WHEN ", 0, 0, 0);
      if (choice.operand().isPresent()) {
        converted(when.condition(), compared, choice, Place.LIST);
      } else {
        print(when.condition(), Types.BOOLEAN);
      }
      out.add(" THEN ");
      converted(when.result(), type, choice, Place.LIST);
    }
    out.add(lines ? "" : " ").keyword("ELSE ", 0, 0, 0);
    if (choice.otherwise().isPresent()) {
      converted(choice.otherwise().get(), type, choice, Place.LIST);
    } else {
      out.add(LiteralText.ofNull(context(), type, -1));
    }
    out.add(lines ? "" : " ").keyword("END", -SqlText.SMALL_STEP, 0, 0);
  }

  /** With the element type that a cast asks for, or the one that all have in common. */
  void array(Expression.ArrayConstructor array, Optional<DataType> wanted) {
    DataType element = wanted.orElseGet(() -> common(array.elements()));
    out.add("ARRAY[");
    for (int i = 0; i < array.elements().size(); i++) {
      out.add(i == 0 ? "" : ", ");
      Expression item = array.elements().get(i);
      if (item instanceof Expression.ArrayConstructor inner) {
        array(inner, Optional.of(element));
      } else {
        converted(item, element, array, Place.LIST);
      }
    }
    out.add("]");
    if (array.elements().isEmpty()) {
      DataType type =
          context()
              .catalog()
              .type(element.arrayOid())
              .orElseThrow(() -> SqlException.unsupported("an array of " + element.sqlName()));
      label(type, -1);
    }
  }

  /** The type that several expressions have in common; text if nothing says which. */
  DataType common(List<Expression> expressions) {
    List<DataType> types = new ArrayList<>();
    for (Expression item : expressions) {
      types.add(
          item instanceof Expression.ArrayConstructor inner
              ? common(inner.elements())
              : typing.type(item));
    }
    return CommonType.find(types).orElse(Types.TEXT);
  }

  private void row(Expression.RowConstructor row) {
    out.add("ROW(");
    for (int i = 0; i < row.elements().size(); i++) {
      out.add(i == 0 ? "" : ", ");
      print(row.elements().get(i), Types.TEXT);
    }
    out.add(")");
  }

  private void subscript(Expression.Subscript subscript) {
    Expression base = subscript.operand();
    boolean plain =
        base instanceof Expression.ColumnReference || base instanceof Expression.Subscript;
    out.add(plain ? "" : "(");
    print(base, Types.TEXT);
    out.add(plain ? "[" : ")[");
    subscript.low().ifPresent(low -> print(low, Types.INTEGER));
    if (subscript.high().isPresent()) {
      out.add(":");
      print(subscript.high().get(), Types.INTEGER);
    }
    out.add("]");
  }
}
