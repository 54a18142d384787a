package dev.instar.engine.system.deparse;

import dev.instar.engine.sql.Expression;
import java.util.Set;

/**
 * Where an expression needs parentheses if they are written only where needed: PostgreSQL's
 * isSimpleNode. Stateless.
 */
final class Parentheses {
  /** What an expression is to whoever stands around or in it. */
  enum Place {
    OPERATOR,
    NOT,
    AND,
    OR,
    TEST,
    CAST,
    SYNTAX,
    LIST,
    OTHER
  }

  private static final Set<String> LOW = Set.of("+", "-");
  private static final Set<String> HIGH = Set.of("*", "/", "%");

  private Parentheses() {}

  /** Whether it stands by itself within that. */
  static boolean isSimple(Expression child, Expression parent, Place place) {
    return switch (child) {
      case Expression.Literal e -> true;
      case Expression.TypedLiteral e -> true;
      case Expression.ColumnReference e -> true;
      case Expression.Star e -> true;
      case Expression.Parameter e -> true;
      case Expression.FunctionCall e -> true;
      case Expression.Case e -> true;
      case Expression.ArrayConstructor e -> true;
      case Expression.RowConstructor e -> true;
      case Expression.Subscript e -> true;
      case Expression.FieldSelection e -> true;
      case Expression.AtTimeZone e -> true;
      case Expression.Cast cast ->
          LiteralText.isUntyped(cast.operand()) || isSimple(cast.operand(), cast, Place.CAST);
      case Expression.Unary unary ->
          unary.operator().equals("NOT")
              ? isSimpleLogic(true, false, place)
              : isNegativeNumber(unary) || isListed(place);
      case Expression.Binary binary -> isSimpleBinary(binary, parent, place);
      case Expression.Between between -> isSimpleLogic(true, between.negated(), place);
      case Expression.Is e -> isListed(place);
      case Expression.Subquery e -> isListed(place);
      default -> false;
    };
  }

  static boolean isNegativeNumber(Expression expression) {
    return expression instanceof Expression.Unary unary
        && unary.operator().equals("-")
        && unary.operand() instanceof Expression.Literal literal
        && literal.kind() == Expression.Literal.Kind.NUMBER;
  }

  /** Where something else than an operator is around it. */
  private static boolean isListed(Place place) {
    return switch (place) {
      case NOT, AND, OR, LIST -> true;
      case OPERATOR, TEST, CAST, SYNTAX, OTHER -> false;
    };
  }

  private static boolean isSimpleLogic(boolean and, boolean or, Place place) {
    return switch (place) {
      case AND -> and && !or;
      case OR, LIST -> true;
      case NOT, OPERATOR, TEST, CAST, SYNTAX, OTHER -> false;
    };
  }

  private static boolean isSimpleBinary(Expression.Binary child, Expression parent, Place place) {
    return switch (child.operator()) {
      case "AND", "IS NOT DISTINCT FROM" -> isSimpleLogic(true, false, place);
      case "OR" -> isSimpleLogic(false, true, place);
      default -> isSimpleOperator(child, parent, place);
    };
  }

  private static boolean isSimpleOperator(Expression.Binary child, Expression parent, Place place) {
    if (place == Place.OPERATOR && parent instanceof Expression.Binary around) {
      boolean low = LOW.contains(child.operator());
      boolean high = HIGH.contains(child.operator());
      boolean lowAround = LOW.contains(around.operator());
      boolean highAround = HIGH.contains(around.operator());
      if ((!low && !high) || (!lowAround && !highAround)) {
        return false;
      }
      if (high != highAround) {
        return high;
      }
      return child.equals(around.left());
    }
    return isListed(place);
  }
}
