package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * Which changes of a column's type leave every stored value as it is, so that no row is written:
 * PostgreSQL's binary-coercible casts, its support functions for lengths, and its special case for
 * time zones. Stateless.
 */
final class TypeSteps {
  /** Text that is stored the same way. */
  private static final Set<String> TEXT = Set.of("text", "varchar");

  private static final int MAX_SECOND_DIGITS = 6;
  private static final int HEADER = 4;
  private static final int SCALE_BITS = 0xffff;

  private TypeSteps() {}

  /**
   * Whether an expression gives the stored value of a column.
   *
   * @param column its number
   */
  static boolean keepsValues(BoundExpression value, int column, StatementContext context) {
    return switch (value) {
      case BoundExpression.Slot slot -> slot.index() == column - 1;
      case BoundExpression.Collate collate -> keepsValues(collate.operand(), column, context);
      case BoundExpression.Convert convert ->
          keepsValues(convert.operand(), column, context)
              && keeps(
                  convert.operand().type(),
                  convert.operand().modifier(),
                  convert.type(),
                  convert.modifier(),
                  context);
      default -> false;
    };
  }

  private static boolean keeps(
      DataType from, int fromModifier, DataType to, int toModifier, StatementContext context) {
    if (from.oid() == to.oid()) {
      return toModifier == fromModifier || fits(to.name(), fromModifier, toModifier);
    }
    boolean same =
        (TEXT.contains(from.name()) && TEXT.contains(to.name()))
            || (isTimestamp(from) && isTimestamp(to) && isUtc(context));
    int carried = TEXT.contains(from.name()) && from.name().equals("varchar") ? fromModifier : -1;
    return same && (toModifier < 0 || fits(to.name(), carried, toModifier));
  }

  private static boolean isTimestamp(DataType type) {
    return type.name().equals("timestamp") || type.name().equals("timestamptz");
  }

  private static boolean isUtc(StatementContext context) {
    ZoneId zone = context.functions().format().timeZone();
    return zone.getRules().isFixedOffset()
        && Duration.ofSeconds(zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds()).isZero();
  }

  /** Whether what a modifier allows, another one allows as well; -1 allows all. */
  private static boolean fits(String type, int from, int to) {
    if (to < 0) {
      return true;
    }
    return switch (type) {
      case "varchar" -> from >= 0 && to >= from;
      case "numeric" ->
          from >= 0 && ((to - HEADER) & SCALE_BITS) == ((from - HEADER) & SCALE_BITS) && to >= from;
      case "time", "timetz", "timestamp", "timestamptz" ->
          to >= MAX_SECOND_DIGITS || (from >= 0 && to >= from);
      default -> false;
    };
  }
}
