package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Constant;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.type.Types;
import java.util.regex.Pattern;

/**
 * What the fields behind INTERVAL say about a literal without units: {@code INTERVAL '1' HOUR} is
 * an hour, {@code INTERVAL '1:30' MINUTE TO SECOND} a minute and a half. Stateless.
 */
final class IntervalFields {
  private static final String PREFIX = "interval ";
  private static final Pattern NUMBER = Pattern.compile("\\s*[-+]?[0-9]+(\\.[0-9]*)?\\s*");
  private static final Pattern TWO_PARTS =
      Pattern.compile("\\s*(?<sign>[-+]?)(?<rest>[0-9]+:[0-9.]+)\\s*");

  private IntervalFields() {}

  /** The literal with the units that the type's fields give it; anything else as it is. */
  static BoundExpression applied(BoundExpression operand, TypeName type) {
    boolean literal =
        operand instanceof Constant constant
            && Coercion.isUnknown(constant.type())
            && constant.value() != null;
    if (!literal || !type.name().name().startsWith(PREFIX) || type.arrayDimensions() > 0) {
      return operand;
    }
    String text = (String) ((Constant) operand).value();
    String fields = type.name().name().substring(PREFIX.length());
    String last = fields.substring(fields.lastIndexOf(' ') + 1);
    if (NUMBER.matcher(text).matches()) {
      return new Constant(text.strip() + " " + last, Types.UNKNOWN, -1);
    }
    if (fields.equals("minute to second") && TWO_PARTS.matcher(text).matches()) {
      return new Constant(
          TWO_PARTS.matcher(text).replaceFirst("${sign}00:${rest}"), Types.UNKNOWN, -1);
    }
    return operand;
  }
}
