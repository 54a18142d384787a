package dev.instar.engine.evaluation;

import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.InputErrors;
import java.util.Optional;
import java.util.Set;

/**
 * A function of two arguments as it is called most: without an array of arguments. Neither argument
 * is null, and both are of the types that the function takes.
 */
@FunctionalInterface
public interface BinaryOperation {
  Object apply(Object left, Object right, Frame frame);

  /** Types whose values are whole numbers in Java. */
  Set<String> WHOLE = Set.of("int2", "int4", "int8", "oid");

  /** Types whose values are strings, equal where their characters are. */
  Set<String> STRINGS = Set.of("text", "varchar", "name");

  /** The quick form of a function, if it has one. */
  static Optional<BinaryOperation> quick(Resolved function, Collation collation) {
    if (function.argumentTypes().size() != 2) {
      return Optional.empty();
    }
    DataType left = function.argumentTypes().get(0);
    DataType right = function.argumentTypes().get(1);
    Optional<Comparison> comparison = Comparison.of(function);
    if (comparison.isPresent()) {
      return comparison(comparison.get(), left, right, collation);
    }
    return WHOLE.contains(left.name()) && WHOLE.contains(right.name())
        ? arithmetic(function.function().implementation())
        : Optional.empty();
  }

  private static Optional<BinaryOperation> comparison(
      Comparison test, DataType left, DataType right, Collation collation) {
    if (WHOLE.contains(left.name()) && WHOLE.contains(right.name())) {
      return Optional.of(
          (a, b, f) ->
              test.holds(Long.compare(((Number) a).longValue(), ((Number) b).longValue())));
    }
    if (collation == Collation.INDETERMINATE) {
      return Optional.empty();
    }
    if (STRINGS.contains(left.name()) && STRINGS.contains(right.name())) {
      return Optional.of(
          switch (test) {
            case EQUAL -> (a, b, f) -> a.equals(b);
            case UNEQUAL -> (a, b, f) -> !a.equals(b);
            default -> (a, b, f) -> test.holds(collation.compare((String) a, (String) b));
          });
    }
    // The order of what else holds text asks the collation, and times of two types the session.
    return left.oid() == right.oid() && !Collation.isCollatable(left)
        ? Optional.of((a, b, f) -> test.holds(left.compare(a, b)))
        : Optional.empty();
  }

  private static Optional<BinaryOperation> arithmetic(String name) {
    return switch (name) {
      case "int4pl" -> Optional.of((a, b, f) -> integer((long) (Integer) a + (Integer) b));
      case "int4mi" -> Optional.of((a, b, f) -> integer((long) (Integer) a - (Integer) b));
      case "int4mul" -> Optional.of((a, b, f) -> integer((long) (Integer) a * (Integer) b));
      case "int8pl", "int84pl", "int48pl" -> Optional.of((a, b, f) -> sum(a, b));
      case "int8mi", "int84mi", "int48mi" -> Optional.of((a, b, f) -> difference(a, b));
      default -> Optional.empty();
    };
  }

  private static Integer integer(long value) {
    if (value != (int) value) {
      throw InputErrors.outOfRange("integer");
    }
    return (int) value;
  }

  private static Long sum(Object left, Object right) {
    long a = ((Number) left).longValue();
    long b = ((Number) right).longValue();
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw InputErrors.outOfRange("bigint");
    }
    return sum;
  }

  private static Long difference(Object left, Object right) {
    long a = ((Number) left).longValue();
    long b = ((Number) right).longValue();
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw InputErrors.outOfRange("bigint");
    }
    return difference;
  }
}
