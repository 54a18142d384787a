package dev.instar.engine.evaluation;

import dev.instar.engine.function.CallContext;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.CollationUse;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.function.SessionFunctions;

/** A function with what its calls need to know, which is made once a session. Thread-safe. */
final class Invocation implements BinaryOperation {
  private final Resolved function;
  private final Collation collation;
  private volatile CallContext context;

  Invocation(Resolved function, Collation collation) {
    this.function = function;
    this.collation = collation;
  }

  /**
   * @param arguments as they were written, before their conversions; the array is used
   */
  Object call(Object[] arguments, Frame frame) {
    check(arguments);
    return function.call(arguments, context(frame));
  }

  Object callConverted(Object[] arguments, Frame frame) {
    check(arguments);
    return function.function().apply(arguments, context(frame));
  }

  private void check(Object[] arguments) {
    if (collation == Collation.INDETERMINATE) {
      CollationUse.refuse(function, arguments);
    }
  }

  CallContext context(Frame frame) {
    SessionFunctions session = frame.context().functions();
    CallContext known = context;
    if (known == null || known.session() != session) {
      known = function.context(session, collation);
      context = known;
    }
    return known;
  }

  /** With converted arguments. */
  @Override
  public Object apply(Object left, Object right, Frame frame) {
    return callConverted(new Object[] {left, right}, frame);
  }
}
