package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Function.Volatility;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;

/** Which expressions have the same value wherever and whenever they are evaluated. Stateless. */
public final class Constants {
  private Constants() {}

  /** Whether it is a constant, or made of constants by what only depends on its arguments. */
  public static boolean isConstant(BoundExpression expression) {
    return switch (expression) {
      case BoundExpression.Constant constant -> true;
      case BoundExpression.Convert convert ->
          isConstant(convert.operand()) && lasting(convert.cast());
      case BoundExpression.Call call ->
          !call.function().function().returnsSet()
              && call.function().function().volatility() == Volatility.IMMUTABLE
              && lasting(call.function())
              && all(call.arguments());
      case BoundExpression.Collate collate -> isConstant(collate.operand());
      case BoundExpression.ArrayOf array -> all(array.elements());
      default -> false;
    };
  }

  private static boolean all(List<BoundExpression> expressions) {
    for (BoundExpression expression : expressions) {
      if (!isConstant(expression)) {
        return false;
      }
    }
    return true;
  }

  private static boolean lasting(Resolved function) {
    for (Cast cast : function.casts()) {
      if (!lasting(cast)) {
        return false;
      }
    }
    return true;
  }

  /** A literal is read once; a conversion of text to a time asks the session each time. */
  private static boolean lasting(Cast cast) {
    return cast.isIdentity()
        || cast.source().oid() == Types.UNKNOWN.oid()
        || (!timed(cast.source()) && !timed(cast.target()));
  }

  private static boolean timed(DataType type) {
    DataType scalar = type.element().orElse(type);
    return scalar.category() == 'D' || scalar.category() == 'T' || scalar.name().startsWith("reg");
  }
}
