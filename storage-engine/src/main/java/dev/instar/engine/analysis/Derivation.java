package dev.instar.engine.analysis;

import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Which collation an expression has, and how strongly: the rules of PostgreSQL's {@code
 * parse_collate.c} and of its manual, section 24.2.1. Pure: what is wrong with it, {@link
 * Collations} says.
 *
 * @param other of CONFLICT and CLASH, the second collation; else the first again
 * @param place of EXPLICIT and CLASH, where the last COLLATE stands; else null
 */
record Derivation(Strength strength, Collation collation, Collation other, Position place) {
  /** From the weakest: what is stronger counts. */
  enum Strength {
    /** There is none. */
    NONE,
    /** A column's, or a type's own. */
    IMPLICIT,
    /** Two columns' that differ: an error where it matters. */
    CONFLICT,
    /** Said by COLLATE. */
    EXPLICIT,
    /** Said by COLLATE twice, and differently: an error. */
    CLASH
  }

  private static final Derivation NOTHING =
      new Derivation(Strength.NONE, Collation.INDETERMINATE, Collation.INDETERMINATE, null);

  private static Derivation implicit(Collation collation) {
    return new Derivation(Strength.IMPLICIT, collation, collation, null);
  }

  /** Of several, as a function derives it from its arguments. */
  static Derivation of(List<BoundExpression> expressions) {
    Derivation derived = NOTHING;
    for (BoundExpression expression : expressions) {
      derived = derived.and(of(expression));
    }
    return derived;
  }

  /** Of an expression, in its place in another one. */
  static Derivation of(BoundExpression e) {
    return switch (e) {
      case BoundExpression.Slot slot -> column(slot.collation(), slot.type());
      case BoundExpression.Outer slot -> column(slot.collation(), slot.type());
      case BoundExpression.Collate collate -> said(collate);
      case BoundExpression.Constant constant -> NOTHING.through(constant.type());
      case BoundExpression.Parameter parameter -> NOTHING.through(parameter.type());
      case BoundExpression.Call call -> of(call.arguments()).through(call.type());
      case BoundExpression.Convert convert -> of(convert.operand()).through(convert.type());
      case BoundExpression.Coalesce coalesce -> of(coalesce.operands()).through(coalesce.type());
      case BoundExpression.Extreme extreme -> of(extreme.operands()).through(extreme.type());
      case BoundExpression.NullIf nullIf ->
          of(List.of(nullIf.left(), nullIf.right())).through(nullIf.type());
      case BoundExpression.ArrayOf array -> of(array.elements()).through(array.type());
      case BoundExpression.Subscript subscript -> of(subscript.array()).through(subscript.type());
      case BoundExpression.Case choice -> of(results(choice)).through(choice.type());
      case BoundExpression.Field field -> NOTHING.through(field.type());
      case BoundExpression.Subquery subquery ->
          subquery.operands().isEmpty() && Collation.isCollatable(subquery.type())
              ? column(subquery.query().outputs().getFirst().collation(), subquery.type())
              : NOTHING;
      case BoundExpression.SystemColumn c -> NOTHING;
      case BoundExpression.And a -> NOTHING;
      case BoundExpression.Or o -> NOTHING;
      case BoundExpression.Not n -> NOTHING;
      case BoundExpression.Is i -> NOTHING;
      case BoundExpression.Distinct d -> NOTHING;
      case BoundExpression.RowOf r -> NOTHING;
      case BoundExpression.WholeRow w -> NOTHING;
      case BoundExpression.RowCompare r -> NOTHING;
      case BoundExpression.InList l -> NOTHING;
      case BoundExpression.Quantified q -> NOTHING;
    };
  }

  /** Of a query's column, as UNION puts it together with another's. */
  static Derivation ofColumn(BoundQuery query, int column) {
    BoundQuery.Output output = query.outputs().get(column);
    return query.body() instanceof BoundQuery.Body.Select select
        ? of(select.targets().get(column))
        : column(output.collation(), output.type());
  }

  private static Derivation column(Collation collation, DataType type) {
    return collation == Collation.INDETERMINATE || !Collation.isCollatable(type)
        ? NOTHING
        : implicit(collation);
  }

  /** An aggregate over what is in conflict is so itself: {@link #kept}. */
  private static Derivation said(BoundExpression.Collate collate) {
    return new Derivation(
        collate.collation() == Collation.INDETERMINATE ? Strength.CONFLICT : Strength.EXPLICIT,
        collate.collation(),
        collate.collation(),
        collate.position());
  }

  private static List<BoundExpression> results(BoundExpression.Case choice) {
    List<BoundExpression> results = new ArrayList<>();
    choice.branches().forEach(branch -> results.add(branch.result()));
    choice.otherwise().ifPresent(results::add);
    return results;
  }

  /**
   * Of a function's result, if this is of its arguments: theirs goes through to what is text, and
   * if they have none, it is the type's.
   */
  Derivation through(DataType type) {
    if (!Collation.isCollatable(type)) {
      return NOTHING;
    }
    return strength == Strength.NONE ? implicit(Collation.of(type)) : this;
  }

  /** Of this one and what stands behind it. */
  Derivation and(Derivation next) {
    int stronger = next.strength().compareTo(strength);
    if (stronger != 0) {
      return stronger > 0 ? next : this;
    }
    return switch (strength) {
      case NONE, CONFLICT, CLASH -> this;
      case EXPLICIT ->
          collation == next.collation()
              ? this
              : new Derivation(Strength.CLASH, collation, next.collation(), next.place());
      case IMPLICIT -> {
        if (collation == next.collation() || next.collation() == Collation.DEFAULT) {
          yield this;
        }
        yield collation == Collation.DEFAULT
            ? next
            : new Derivation(Strength.CONFLICT, collation, next.collation(), null);
      }
    };
  }

  boolean isKnown() {
    return strength == Strength.IMPLICIT || strength == Strength.EXPLICIT;
  }

  /** Whether there are two that are equally strong. */
  boolean isDisputed() {
    return strength == Strength.CONFLICT || strength == Strength.CLASH;
  }

  /** Of a value of that type that was derived so: {@code exprCollation}. */
  Collation outcome(DataType type) {
    return !Collation.isCollatable(type)
        ? Collation.of(type)
        : isKnown() ? collation : Collation.INDETERMINATE;
  }

  /**
   * A slot in which an aggregate's result will stand, with what was derived from its arguments if
   * that is stronger than what a slot says.
   */
  BoundExpression kept(BoundExpression.Slot slot) {
    boolean keeps =
        Collation.isCollatable(slot.type())
            && (strength == Strength.EXPLICIT || strength == Strength.CONFLICT);
    return keeps ? new BoundExpression.Collate(slot, slot.collation(), place) : slot;
  }
}
