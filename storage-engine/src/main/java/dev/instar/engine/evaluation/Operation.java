package dev.instar.engine.evaluation;

import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;

/**
 * An operator applied to two values as they were written: converts them, and is NULL if either is.
 * Thread-safe.
 */
public final class Operation {
  private final Cast left;
  private final Cast right;
  private final boolean strict;
  private final BinaryOperation operation;

  public Operation(Resolved function, Collation collation) {
    this.left = function.casts().get(0);
    this.right = function.casts().get(1);
    this.strict = function.function().strict();
    this.operation =
        BinaryOperation.quick(function, collation)
            .orElseGet(() -> new Invocation(function, collation));
  }

  public Object apply(Object leftValue, Object rightValue, Frame frame) {
    if (strict && (leftValue == null || rightValue == null)) {
      return null;
    }
    Object a = left.isIdentity() ? leftValue : left.apply(leftValue, frame.context().functions());
    Object b =
        right.isIdentity() ? rightValue : right.apply(rightValue, frame.context().functions());
    return operation.apply(a, b, frame);
  }
}
