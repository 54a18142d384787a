package dev.instar.engine.system.deparse;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.TypeText;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.math.BigInteger;

/** Constants: PostgreSQL's get_const_expr. Stateless. */
final class LiteralText {
  private static final BigInteger MAX_INTEGER = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger MIN_INTEGER = BigInteger.valueOf(Integer.MIN_VALUE);
  private static final BigInteger MAX_BIGINT = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN_BIGINT = BigInteger.valueOf(Long.MIN_VALUE);

  private LiteralText() {}

  /** NULL of a type. */
  static String ofNull(StatementContext context, DataType type, int modifier) {
    return "NULL" + label(context, type, modifier);
  }

  private static String label(StatementContext context, DataType type, int modifier) {
    String name =
        modifier < 0 && type.name().equals("bpchar")
            ? "bpchar"
            : TypeText.of(context, type, modifier);
    return "::" + name;
  }

  /** A string that is read as a value of a type. */
  static String ofString(StatementContext context, String text, DataType type, int modifier) {
    String value =
        type.print(type.parse(text, context.functions().format()), context.functions().format());
    String label = label(context, type, modifier);
    return switch (type.name()) {
      case "bool" -> value.equals("t") ? "true" : "false";
      case "int4" -> value.startsWith("-") ? "'" + value + "'" + label : value;
      case "numeric" ->
          Character.isDigit(value.charAt(0)) && value.matches(".*[eE.].*")
              ? modifier < 0 ? value : value + label
              : "'" + value + "'" + label;
      default -> "'" + value.replace("'", "''") + "'" + label;
    };
  }

  /** A number as written, with its sign: it is of the first of three types that holds it. */
  static String ofNumber(StatementContext context, String number, boolean negative) {
    String plain = number.replace("_", "");
    if (!Literals.isInteger(number)) {
      return ofString(context, (negative ? "-" : "") + plain, Types.NUMERIC, -1);
    }
    BigInteger value = Literals.integer(number);
    value = negative ? value.negate() : value;
    return ofString(context, value.toString(), typeOf(value), -1);
  }

  private static DataType typeOf(BigInteger value) {
    if (value.compareTo(MIN_INTEGER) >= 0 && value.compareTo(MAX_INTEGER) <= 0) {
      return Types.INTEGER;
    }
    return value.compareTo(MIN_BIGINT) >= 0 && value.compareTo(MAX_BIGINT) <= 0
        ? Types.BIGINT
        : Types.NUMERIC;
  }

  /** Whether it is a literal that takes the type that its place asks for. */
  static boolean isUntyped(Expression expression) {
    return expression instanceof Expression.Literal literal
        && (literal.kind() == Expression.Literal.Kind.NULL
            || literal.kind() == Expression.Literal.Kind.STRING);
  }

  /** Such a literal as that type. */
  static String of(
      StatementContext context, Expression.Literal literal, DataType type, int modifier) {
    return literal.kind() == Expression.Literal.Kind.NULL
        ? ofNull(context, type, modifier)
        : ofString(context, Literals.string(literal.text()), type, modifier);
  }
}
