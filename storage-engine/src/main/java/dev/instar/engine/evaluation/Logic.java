package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundExpression.Is;
import dev.instar.engine.type.RowValue;

/** AND, OR, NOT and IS, with three values. Stateless. */
final class Logic {
  private Logic() {}

  static Evaluator and(Evaluator[] operands) {
    return new Evaluator() {
      @Override
      public Object evaluate(Frame frame) {
        Object result = true;
        for (Evaluator operand : operands) {
          Object value = operand.evaluate(frame);
          if (value == null) {
            result = null;
          } else if (!(Boolean) value) {
            return false;
          }
        }
        return result;
      }

      @Override
      public boolean holds(Frame frame) {
        for (Evaluator operand : operands) {
          if (!operand.holds(frame)) {
            return false;
          }
        }
        return true;
      }
    };
  }

  static Evaluator or(Evaluator[] operands) {
    return new Evaluator() {
      @Override
      public Object evaluate(Frame frame) {
        Object result = false;
        for (Evaluator operand : operands) {
          Object value = operand.evaluate(frame);
          if (value == null) {
            result = null;
          } else if ((Boolean) value) {
            return true;
          }
        }
        return result;
      }

      @Override
      public boolean holds(Frame frame) {
        for (Evaluator operand : operands) {
          if (operand.holds(frame)) {
            return true;
          }
        }
        return false;
      }
    };
  }

  /** The first fields that differ decide; see {@link BoundExpression.RowCompare}. */
  static Evaluator rows(Evaluator[] tests, Evaluator[] equalities) {
    return frame -> {
      for (int i = 0; i < equalities.length; i++) {
        Object decided = tests[i].evaluate(frame);
        if (!Boolean.FALSE.equals(decided)) {
          return decided;
        }
        Object same = equalities[i].evaluate(frame);
        if (!Boolean.TRUE.equals(same)) {
          return same;
        }
      }
      return tests[equalities.length].evaluate(frame);
    };
  }

  static Evaluator not(Evaluator operand) {
    return frame -> {
      Object value = operand.evaluate(frame);
      return value == null ? null : (Object) !(Boolean) value;
    };
  }

  static Evaluator is(Is is, Evaluator operand) {
    boolean plain = !is.negated();
    return switch (is.test()) {
      case NULL -> frame -> isNull(operand.evaluate(frame), plain);
      case UNKNOWN -> frame -> (operand.evaluate(frame) == null) == plain;
      case TRUE -> frame -> Boolean.TRUE.equals(operand.evaluate(frame)) == plain;
      case FALSE -> frame -> Boolean.FALSE.equals(operand.evaluate(frame)) == plain;
    };
  }

  /** A row is NULL if all its fields are, and NOT NULL if none is: it may be neither. */
  private static boolean isNull(Object value, boolean plain) {
    if (!(value instanceof RowValue row)) {
      return (value == null) == plain;
    }
    for (int i = 0; i < row.types().size(); i++) {
      if ((row.field(i) == null) != plain) {
        return false;
      }
    }
    return true;
  }
}
