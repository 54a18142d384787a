package dev.instar.engine.evaluation;

import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.type.DataType;
import java.util.Optional;

/**
 * How the two sides of an {@code =} are made into what Java's equality compares, so that values can
 * be looked for in a hash table instead of one by one. Thread-safe.
 */
public final class HashedKeys {
  private final Cast left;
  private final Cast right;
  private final DataType type;
  private final boolean numbers;

  private HashedKeys(Resolved equality, boolean numbers) {
    this.left = equality.casts().get(0);
    this.right = equality.casts().get(1);
    this.type = equality.argumentTypes().get(0);
    this.numbers = numbers;
  }

  /**
   * Empty if the operator is no equality, or one of two types without a common key, or fails when
   * it is asked because columns disagree about the collation.
   */
  public static Optional<HashedKeys> of(Resolved equality, Collation collation) {
    if (equality.argumentTypes().size() != 2 || collation == Collation.INDETERMINATE) {
      return Optional.empty();
    }
    DataType a = equality.argumentTypes().get(0);
    DataType b = equality.argumentTypes().get(1);
    boolean numbers =
        BinaryOperation.WHOLE.contains(a.name()) && BinaryOperation.WHOLE.contains(b.name());
    return switch (equality.function().implementation()) {
      case "compare.eq" ->
          a.oid() == b.oid() && !a.name().equals("json")
              ? Optional.of(new HashedKeys(equality, false))
              : Optional.empty();
      case "compare_numbers.eq" ->
          numbers ? Optional.of(new HashedKeys(equality, true)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The key of a value on the left; null for NULL. */
  public Object left(Object value, SessionFunctions session) {
    return key(left, value, session);
  }

  /** The key of a value on the right; null for NULL. */
  public Object right(Object value, SessionFunctions session) {
    return key(right, value, session);
  }

  private Object key(Cast cast, Object value, SessionFunctions session) {
    if (value == null) {
      return null;
    }
    Object converted = cast.isIdentity() ? value : cast.apply(value, session);
    return numbers ? (Object) ((Number) converted).longValue() : type.key(converted);
  }
}
