package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundExpression.Call;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import java.util.List;
import java.util.Optional;

/** Calls of functions and operators. Stateless. */
final class Calls {
  private Calls() {}

  static Evaluator compile(Call call, Evaluators evaluators) {
    Resolved function = call.function();
    Collation collation = call.collation();
    if (call.arguments().size() == 2 && function.gathered() < 0) {
      Optional<BinaryOperation> quick =
          function.function().strict()
              ? BinaryOperation.quick(function, collation)
              : Optional.empty();
      if (quick.isPresent()) {
        return binary(call, quick.get(), evaluators);
      }
    }
    return general(call, new Invocation(function, collation), evaluators);
  }

  private static Evaluator binary(Call call, BinaryOperation operation, Evaluators evaluators) {
    List<Cast> casts = call.function().casts();
    BoundExpression first = call.arguments().get(0);
    BoundExpression second = call.arguments().get(1);
    Evaluator left = evaluators.converted(first, casts.get(0));
    Evaluator right = evaluators.converted(second, casts.get(1));
    if (first instanceof BoundExpression.Slot slot && casts.get(0).isIdentity()) {
      int index = slot.index();
      return frame -> {
        Object a = frame.row()[index];
        if (a == null) {
          return null;
        }
        Object b = right.evaluate(frame);
        return b == null ? null : operation.apply(a, b, frame);
      };
    }
    return frame -> {
      Object a = left.evaluate(frame);
      if (a == null) {
        return null;
      }
      Object b = right.evaluate(frame);
      return b == null ? null : operation.apply(a, b, frame);
    };
  }

  private static Evaluator general(Call call, Invocation invocation, Evaluators evaluators) {
    Evaluator[] arguments = evaluators.array(call.arguments());
    boolean literals = false;
    for (BoundExpression argument : call.arguments()) {
      literals |= argument instanceof BoundExpression.Constant;
    }
    if (!literals || call.function().gathered() >= 0) {
      return frame -> invocation.call(values(arguments, frame), frame);
    }
    // A literal is converted once, and not again for every row.
    List<Cast> casts = call.function().casts();
    Evaluator[] converted = new Evaluator[arguments.length];
    for (int i = 0; i < converted.length; i++) {
      converted[i] = evaluators.converted(call.arguments().get(i), casts.get(i));
    }
    return frame -> invocation.callConverted(values(converted, frame), frame);
  }

  private static Object[] values(Evaluator[] evaluators, Frame frame) {
    Object[] values = new Object[evaluators.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluators[i].evaluate(frame);
    }
    return values;
  }
}
