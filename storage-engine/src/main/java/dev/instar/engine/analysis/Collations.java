package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** The collations of one analysis: what was derived, and the errors where that is not possible. */
public final class Collations {
  private final Analysis analysis;

  Collations(Analysis analysis) {
    this.analysis = analysis;
  }

  /** An expression's, of which it is known that no two COLLATE within it clash. */
  public static Collation of(BoundExpression expression) {
    return Derivation.of(expression).outcome(expression.type());
  }

  /**
   * What an operator or function that is given these uses.
   *
   * @throws SqlException 42P21 if two COLLATE clash
   */
  Collation input(List<BoundExpression> arguments) {
    Derivation derived = checked(Derivation.of(arguments));
    boolean text = arguments.stream().anyMatch(a -> Collation.isCollatable(a.type()));
    return derived.isKnown()
        ? derived.collation()
        : text ? Collation.INDETERMINATE : Collation.DEFAULT;
  }

  Collation input(BoundExpression left, BoundExpression right) {
    return input(List.of(left, right));
  }

  /**
   * @throws SqlException 42P21 if two COLLATE clash
   */
  Derivation checked(Derivation derived) {
    if (derived.strength() == Derivation.Strength.CLASH) {
      throw analysis.error(
          SqlState.COLLATION_MISMATCH, mismatch("explicit", derived), derived.place());
    }
    return derived;
  }

  /** The expression itself. */
  BoundExpression checked(BoundExpression expression) {
    checked(Derivation.of(expression));
    return expression;
  }

  /**
   * What rows are sorted, grouped or told apart by must have one collation.
   *
   * @param written what the value was written as
   * @param names what resolves the names in it
   * @throws SqlException 42P21 if columns disagree about it, 42P22 if a query's column has none
   */
  static void requireOne(BoundExpression value, Expression written, ExpressionAnalyzer names) {
    Derivation derived = names.analysis().collations().checked(Derivation.of(value));
    if (derived.outcome(value.type()) == Collation.INDETERMINATE) {
      throw names.analysis().collations().conflict(derived, place(derived, written, names));
    }
  }

  /**
   * The common one of columns that UNION and its kind put together.
   *
   * @param required whether rows are compared by it
   * @throws SqlException 42P21
   */
  Collation common(
      DataType type, Derivation left, Derivation right, boolean required, Position position) {
    Derivation both = checked(left.and(right));
    if (required && both.strength() == Derivation.Strength.CONFLICT) {
      throw conflict(both, position);
    }
    return both.outcome(type);
  }

  private SqlException conflict(Derivation derived, Position position) {
    if (derived.collation() == Collation.INDETERMINATE) {
      return Collation.indeterminate("string comparison");
    }
    return analysis
        .error(SqlState.COLLATION_MISMATCH, mismatch("implicit", derived), position)
        .with(
            SqlException.Field.HINT,
            "You can choose the collation by applying the COLLATE clause to one or both"
                + " expressions.");
  }

  private static String mismatch(String kind, Derivation derived) {
    return "collation mismatch between "
        + kind
        + " collations \""
        + derived.collation().sqlName()
        + "\" and \""
        + derived.other().sqlName()
        + "\"";
  }

  /** Where the first column of the second collation is written. */
  private static Position place(Derivation derived, Expression written, ExpressionAnalyzer names) {
    List<Expression> open = new ArrayList<>(List.of(written));
    while (!open.isEmpty()) {
      Expression next = open.removeFirst();
      if (next instanceof Expression.ColumnReference column
          && isOf(column, derived.other(), names)) {
        return column.position();
      }
      open.addAll(0, Expressions.children(next));
    }
    return ExpressionAnalyzer.start(written);
  }

  private static boolean isOf(
      Expression.ColumnReference column, Collation collation, ExpressionAnalyzer names) {
    try {
      return of(names.columns().resolve(column)) == collation;
    } catch (SqlException elsewhere) {
      return false;
    }
  }
}
