package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Resolved;
import java.util.List;
import java.util.Objects;

/**
 * Whether two expressions over the same row are the same, whatever their columns are called: how an
 * index's expression is found in a query. False where it cannot be told. Stateless.
 */
final class Sameness {
  private Sameness() {}

  static boolean same(BoundExpression a, BoundExpression b) {
    if (a.getClass() != b.getClass() || a.type().oid() != b.type().oid()) {
      return false;
    }
    boolean alike =
        switch (a) {
          case BoundExpression.Slot x -> x.index() == ((BoundExpression.Slot) b).index();
          case BoundExpression.Outer x ->
              x.index() == ((BoundExpression.Outer) b).index()
                  && x.levels() == ((BoundExpression.Outer) b).levels();
          case BoundExpression.Constant x ->
              Objects.equals(x.value(), ((BoundExpression.Constant) b).value());
          case BoundExpression.Parameter x ->
              x.number() == ((BoundExpression.Parameter) b).number();
          case BoundExpression.Call x ->
              same(x.function(), ((BoundExpression.Call) b).function())
                  && x.collation() == ((BoundExpression.Call) b).collation();
          case BoundExpression.Convert x ->
              same(x.cast(), ((BoundExpression.Convert) b).cast())
                  && x.modifier() == ((BoundExpression.Convert) b).modifier();
          case BoundExpression.Collate x ->
              x.collation() == ((BoundExpression.Collate) b).collation();
          case BoundExpression.And x -> true;
          case BoundExpression.Or x -> true;
          case BoundExpression.Not x -> true;
          case BoundExpression.Is x ->
              x.test() == ((BoundExpression.Is) b).test()
                  && x.negated() == ((BoundExpression.Is) b).negated();
          case BoundExpression.Distinct x ->
              x.negated() == ((BoundExpression.Distinct) b).negated();
          case BoundExpression.Case x ->
              x.otherwise().isPresent() == ((BoundExpression.Case) b).otherwise().isPresent();
          case BoundExpression.Coalesce x -> true;
          case BoundExpression.NullIf x -> true;
          case BoundExpression.Extreme x ->
              x.greatest() == ((BoundExpression.Extreme) b).greatest()
                  && x.collation() == ((BoundExpression.Extreme) b).collation();
          case BoundExpression.ArrayOf x -> true;
          case BoundExpression.RowOf x -> true;
          case BoundExpression.RowCompare x -> true;
          case BoundExpression.InList x -> x.negated() == ((BoundExpression.InList) b).negated();
          case BoundExpression.Quantified x ->
              x.all() == ((BoundExpression.Quantified) b).all()
                  && same(x.operator(), ((BoundExpression.Quantified) b).operator())
                  && x.collation() == ((BoundExpression.Quantified) b).collation();
          case BoundExpression.Field x -> x.field() == ((BoundExpression.Field) b).field();
          case BoundExpression.SystemColumn x -> x.equals(b);
          case BoundExpression.WholeRow x -> false;
          case BoundExpression.Subscript x -> false;
          case BoundExpression.Subquery x -> false;
        };
    return alike && sameOperands(Parts.operands(a), Parts.operands(b));
  }

  private static boolean sameOperands(List<BoundExpression> a, List<BoundExpression> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Resolved a, Resolved b) {
    if (a.function().oid() != b.function().oid() || a.casts().size() != b.casts().size()) {
      return false;
    }
    for (int i = 0; i < a.casts().size(); i++) {
      if (!same(a.casts().get(i), b.casts().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Cast a, Cast b) {
    return a.source().oid() == b.source().oid() && a.target().oid() == b.target().oid();
  }
}
