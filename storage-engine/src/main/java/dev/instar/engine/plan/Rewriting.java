package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import java.util.List;
import java.util.function.UnaryOperator;

/** Expressions with other leaves. Not for those with subqueries. Stateless. */
final class Rewriting {
  private Rewriting() {}

  /**
   * @param leaf what a slot, an outer one, a system column becomes
   */
  static BoundExpression leaves(BoundExpression e, UnaryOperator<BoundExpression> leaf) {
    UnaryOperator<BoundExpression> again = part -> leaves(part, leaf);
    return switch (e) {
      case BoundExpression.Slot x -> leaf.apply(x);
      case BoundExpression.Outer x -> leaf.apply(x);
      case BoundExpression.SystemColumn x -> leaf.apply(x);
      case BoundExpression.Constant x -> x;
      case BoundExpression.Parameter x -> x;
      case BoundExpression.Call x ->
          new BoundExpression.Call(x.function(), all(x.arguments(), again), x.collation());
      case BoundExpression.Convert x ->
          new BoundExpression.Convert(
              again.apply(x.operand()), x.cast(), x.modifier(), x.explicit());
      case BoundExpression.Collate x ->
          new BoundExpression.Collate(again.apply(x.operand()), x.collation(), x.position());
      case BoundExpression.And x -> new BoundExpression.And(all(x.operands(), again));
      case BoundExpression.Or x -> new BoundExpression.Or(all(x.operands(), again));
      case BoundExpression.Not x -> new BoundExpression.Not(again.apply(x.operand()));
      case BoundExpression.Is x ->
          new BoundExpression.Is(again.apply(x.operand()), x.test(), x.negated());
      case BoundExpression.Distinct x ->
          new BoundExpression.Distinct(
              again.apply(x.left()),
              again.apply(x.right()),
              x.equality(),
              x.collation(),
              x.negated());
      case BoundExpression.Case x ->
          new BoundExpression.Case(
              x.branches().stream()
                  .map(
                      b ->
                          new BoundExpression.Case.Branch(
                              again.apply(b.condition()), again.apply(b.result())))
                  .toList(),
              x.otherwise().map(again),
              x.type());
      case BoundExpression.Coalesce x ->
          new BoundExpression.Coalesce(all(x.operands(), again), x.type());
      case BoundExpression.NullIf x ->
          new BoundExpression.NullIf(
              again.apply(x.left()), again.apply(x.right()), x.equality(), x.collation());
      case BoundExpression.Extreme x ->
          new BoundExpression.Extreme(
              all(x.operands(), again), x.greatest(), x.type(), x.collation());
      case BoundExpression.ArrayOf x ->
          new BoundExpression.ArrayOf(all(x.elements(), again), x.type(), x.nested());
      case BoundExpression.RowOf x -> new BoundExpression.RowOf(all(x.fields(), again));
      case BoundExpression.WholeRow x ->
          new BoundExpression.WholeRow(
              x.levels(), x.firstSlot(), all(x.fields(), again), x.names());
      case BoundExpression.RowCompare x ->
          new BoundExpression.RowCompare(all(x.tests(), again), all(x.equalities(), again));
      case BoundExpression.InList x ->
          new BoundExpression.InList(
              again.apply(x.operand()),
              all(x.values(), again),
              x.equality(),
              x.collation(),
              x.negated());
      case BoundExpression.Quantified x ->
          new BoundExpression.Quantified(
              again.apply(x.left()), x.operator(), x.all(), again.apply(x.array()), x.collation());
      case BoundExpression.Subscript x ->
          new BoundExpression.Subscript(
              again.apply(x.array()),
              x.indexes().stream()
                  .map(
                      i ->
                          new BoundExpression.Subscript.Index(
                              i.low().map(again), i.high().map(again)))
                  .toList(),
              x.slice(),
              x.type());
      case BoundExpression.Field x ->
          new BoundExpression.Field(again.apply(x.row()), x.field(), x.type());
      case BoundExpression.Subquery x -> throw new IllegalArgumentException("a subquery");
    };
  }

  private static List<BoundExpression> all(
      List<BoundExpression> expressions, UnaryOperator<BoundExpression> change) {
    return expressions.stream().map(change).toList();
  }
}
