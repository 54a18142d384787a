package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;

/** CASE, COALESCE and what else gives one of its operands. Stateless. */
final class Choices {
  private Choices() {}

  static Evaluator choice(BoundExpression.Case choice, Evaluators evaluators) {
    int count = choice.branches().size();
    Evaluator[] conditions = new Evaluator[count];
    Evaluator[] results = new Evaluator[count];
    Evaluators reached = evaluators;
    for (int i = 0; i < count; i++) {
      BoundExpression condition = choice.branches().get(i).condition();
      conditions[i] = reached.compile(condition);
      boolean never = reached.known(condition, value -> !Boolean.TRUE.equals(value));
      results[i] = (never ? reached.lazy() : reached).compile(choice.branches().get(i).result());
      reached = reached.known(condition, Boolean.TRUE::equals) ? reached.lazy() : reached;
    }
    Evaluator otherwise = choice.otherwise().map(reached::compile).orElse(frame -> null);
    return frame -> {
      for (int i = 0; i < conditions.length; i++) {
        if (conditions[i].holds(frame)) {
          return results[i].evaluate(frame);
        }
      }
      return otherwise.evaluate(frame);
    };
  }

  static Evaluator coalesce(Evaluator[] operands) {
    return frame -> {
      for (Evaluator operand : operands) {
        Object value = operand.evaluate(frame);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  static Evaluator nullIf(BoundExpression.NullIf nullIf, Evaluators evaluators) {
    Evaluator left = evaluators.compile(nullIf.left());
    Evaluator right = evaluators.compile(nullIf.right());
    Operation equality = new Operation(nullIf.equality(), nullIf.collation());
    return frame -> {
      Object value = left.evaluate(frame);
      return Boolean.TRUE.equals(equality.apply(value, right.evaluate(frame), frame))
          ? null
          : value;
    };
  }

  static Evaluator distinct(BoundExpression.Distinct distinct, Evaluators evaluators) {
    Evaluator left = evaluators.compile(distinct.left());
    Evaluator right = evaluators.compile(distinct.right());
    Operation equality = new Operation(distinct.equality(), distinct.collation());
    boolean plain = !distinct.negated();
    return frame -> {
      Object a = left.evaluate(frame);
      Object b = right.evaluate(frame);
      boolean same =
          (a == null || b == null)
              ? (a == null && b == null)
              : Boolean.TRUE.equals(equality.apply(a, b, frame));
      return same != plain;
    };
  }

  static Evaluator extreme(BoundExpression.Extreme extreme, Evaluators evaluators) {
    Evaluator[] operands = evaluators.array(extreme.operands());
    ValueOrder order = ValueOrder.of(extreme.type(), extreme.collation());
    int sign = extreme.greatest() ? 1 : -1;
    return frame -> {
      Object best = null;
      for (Evaluator operand : operands) {
        Object value = operand.evaluate(frame);
        if (value != null && (best == null || sign * order.compare(value, best) > 0)) {
          best = value;
        }
      }
      return best;
    };
  }
}
