package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import java.util.List;

/** Which collation a comparison uses. PostgreSQL's manual, section 24.2.1. Stateless. */
final class Collations {
  private Collations() {}

  /** A collation, and whether COLLATE says it. */
  private record Derived(Collation collation, boolean explicit) {}

  private static final Derived NONE = new Derived(Collation.DEFAULT, false);

  static Collation of(BoundExpression expression) {
    return derive(expression).collation();
  }

  static Collation of(BoundExpression left, BoundExpression right) {
    return combine(derive(left), derive(right)).collation();
  }

  static Collation of(List<BoundExpression> expressions) {
    return derive(expressions).collation();
  }

  static boolean collatable(DataType type) {
    return type.category() == 'S' || type.element().map(Collations::collatable).orElse(false);
  }

  private static Derived derive(List<BoundExpression> expressions) {
    Derived derived = NONE;
    for (BoundExpression expression : expressions) {
      derived = combine(derived, derive(expression));
    }
    return derived;
  }

  private static Derived derive(BoundExpression e) {
    return switch (e) {
      case BoundExpression.Slot slot -> new Derived(slot.collation(), false);
      case BoundExpression.Outer slot -> new Derived(slot.collation(), false);
      case BoundExpression.Collate collate -> new Derived(collate.collation(), true);
      case BoundExpression.Call call -> collatable(call.type()) ? derive(call.arguments()) : NONE;
      case BoundExpression.Convert convert -> derive(convert.operand());
      case BoundExpression.Coalesce coalesce -> derive(coalesce.operands());
      case BoundExpression.Extreme extreme -> derive(extreme.operands());
      case BoundExpression.NullIf nullIf -> derive(nullIf.left());
      case BoundExpression.ArrayOf array -> derive(array.elements());
      case BoundExpression.Subscript subscript -> derive(subscript.array());
      case BoundExpression.Case choice -> {
        Derived derived = choice.otherwise().isPresent() ? derive(choice.otherwise().get()) : NONE;
        for (BoundExpression.Case.Branch branch : choice.branches()) {
          derived = combine(derived, derive(branch.result()));
        }
        yield derived;
      }
      case BoundExpression.Subquery subquery ->
          subquery.kind() == BoundExpression.Subquery.Kind.SCALAR
              ? new Derived(subquery.query().outputs().getFirst().collation(), false)
              : NONE;
      case BoundExpression.Constant c -> NONE;
      case BoundExpression.SystemColumn c -> NONE;
      case BoundExpression.Parameter p -> NONE;
      case BoundExpression.And a -> NONE;
      case BoundExpression.Or o -> NONE;
      case BoundExpression.Not n -> NONE;
      case BoundExpression.Is i -> NONE;
      case BoundExpression.Distinct d -> NONE;
      case BoundExpression.RowOf r -> NONE;
      case BoundExpression.WholeRow w -> NONE;
      case BoundExpression.InList l -> NONE;
      case BoundExpression.Quantified q -> NONE;
      case BoundExpression.Field f -> NONE;
    };
  }

  /** What COLLATE says counts; else a column's, where the other has nothing but the default. */
  private static Derived combine(Derived a, Derived b) {
    if (a.explicit() && b.explicit() && a.collation() != b.collation()) {
      throw new SqlException(
          SqlState.COLLATION_MISMATCH,
          "collation mismatch between explicit collations " + quoted(a) + " and " + quoted(b));
    }
    if (a.explicit() || b.explicit()) {
      return a.explicit() ? a : b;
    }
    return a.collation() == Collation.DEFAULT ? b : a;
  }

  private static String quoted(Derived derived) {
    return derived.collation() == Collation.DEFAULT
        ? "\"default\""
        : "\"" + derived.collation().name() + "\"";
  }
}
