package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Case;
import dev.instar.engine.analysis.BoundExpression.Outer;
import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.BoundExpression.Subscript;
import dev.instar.engine.analysis.BoundExpression.SystemColumn;
import dev.instar.engine.analysis.BoundExpression.WholeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Bound expressions made anew with some of their nodes replaced, those in subqueries included.
 * Stateless.
 *
 * <p>A depth says how many queries lie between the expression at hand and the one that was asked
 * about: a row that is the latter's own is {@link Outer} with as many levels.
 */
final class Trees {
  private Trees() {}

  /** What a node is replaced with; null to look into it. */
  @FunctionalInterface
  interface Change {
    BoundExpression apply(BoundExpression node, int depth);
  }

  static BoundExpression map(BoundExpression node, Change change) {
    return map(node, 0, change);
  }

  static List<BoundExpression> all(List<BoundExpression> nodes, int depth, Change change) {
    List<BoundExpression> mapped = new ArrayList<>(nodes.size());
    for (BoundExpression node : nodes) {
      mapped.add(map(node, depth, change));
    }
    return mapped;
  }

  static Optional<BoundExpression> map(Optional<BoundExpression> node, int depth, Change change) {
    return node.map(e -> map(e, depth, change));
  }

  static BoundExpression map(BoundExpression node, int depth, Change change) {
    BoundExpression replaced = change.apply(node, depth);
    if (replaced != null) {
      return replaced;
    }
    return switch (node) {
      case BoundExpression.Constant e -> e;
      case Slot e -> e;
      case Outer e -> e;
      case SystemColumn e -> e;
      case BoundExpression.Parameter e -> e;
      case BoundExpression.Call e ->
          new BoundExpression.Call(e.function(), all(e.arguments(), depth, change), e.collation());
      case BoundExpression.Convert e ->
          new BoundExpression.Convert(
              map(e.operand(), depth, change), e.cast(), e.modifier(), e.explicit());
      case BoundExpression.Collate e ->
          new BoundExpression.Collate(map(e.operand(), depth, change), e.collation(), e.position());
      case BoundExpression.And e -> new BoundExpression.And(all(e.operands(), depth, change));
      case BoundExpression.Or e -> new BoundExpression.Or(all(e.operands(), depth, change));
      case BoundExpression.Not e -> new BoundExpression.Not(map(e.operand(), depth, change));
      case BoundExpression.Is e ->
          new BoundExpression.Is(map(e.operand(), depth, change), e.test(), e.negated());
      case BoundExpression.Distinct e ->
          new BoundExpression.Distinct(
              map(e.left(), depth, change),
              map(e.right(), depth, change),
              e.equality(),
              e.collation(),
              e.negated());
      case Case e -> choice(e, depth, change);
      case BoundExpression.Coalesce e ->
          new BoundExpression.Coalesce(all(e.operands(), depth, change), e.type());
      case BoundExpression.NullIf e ->
          new BoundExpression.NullIf(
              map(e.left(), depth, change),
              map(e.right(), depth, change),
              e.equality(),
              e.collation());
      case BoundExpression.Extreme e ->
          new BoundExpression.Extreme(
              all(e.operands(), depth, change), e.greatest(), e.type(), e.collation());
      case BoundExpression.ArrayOf e ->
          new BoundExpression.ArrayOf(all(e.elements(), depth, change), e.type(), e.nested());
      case BoundExpression.RowOf e -> new BoundExpression.RowOf(all(e.fields(), depth, change));
      case WholeRow e ->
          new WholeRow(e.levels(), e.firstSlot(), all(e.fields(), depth, change), e.names());
      case BoundExpression.RowCompare e ->
          new BoundExpression.RowCompare(
              all(e.tests(), depth, change), all(e.equalities(), depth, change));
      case BoundExpression.InList e ->
          new BoundExpression.InList(
              map(e.operand(), depth, change),
              all(e.values(), depth, change),
              e.equality(),
              e.collation(),
              e.negated());
      case BoundExpression.Quantified e ->
          new BoundExpression.Quantified(
              map(e.left(), depth, change),
              e.operator(),
              e.all(),
              map(e.array(), depth, change),
              e.collation());
      case Subscript e -> subscript(e, depth, change);
      case BoundExpression.Field e ->
          new BoundExpression.Field(map(e.row(), depth, change), e.field(), e.type());
      case BoundExpression.Subquery e ->
          new BoundExpression.Subquery(
              e.kind(),
              QueryTrees.map(e.query(), depth + 1, change),
              all(e.operands(), depth, change),
              e.operators(),
              e.collations(),
              e.correlated(),
              e.type());
    };
  }

  private static Case choice(Case choice, int depth, Change change) {
    List<Case.Branch> branches = new ArrayList<>(choice.branches().size());
    for (Case.Branch branch : choice.branches()) {
      branches.add(
          new Case.Branch(
              map(branch.condition(), depth, change), map(branch.result(), depth, change)));
    }
    return new Case(branches, map(choice.otherwise(), depth, change), choice.type());
  }

  private static Subscript subscript(Subscript subscript, int depth, Change change) {
    List<Subscript.Index> indexes = new ArrayList<>(subscript.indexes().size());
    for (Subscript.Index index : subscript.indexes()) {
      indexes.add(
          new Subscript.Index(map(index.low(), depth, change), map(index.high(), depth, change)));
    }
    return new Subscript(
        map(subscript.array(), depth, change), indexes, subscript.slice(), subscript.type());
  }

  /** How many queries out of {@code depth} a node's row is: 0 for its own; -1 if it reads none. */
  static int levels(BoundExpression node) {
    return switch (node) {
      case Slot slot -> 0;
      case Outer outer -> outer.levels();
      case SystemColumn column -> column.levels();
      default -> -1;
    };
  }

  /** An expression over a query's row, as one within a query that many levels further in. */
  static BoundExpression out(BoundExpression expression, int levels) {
    if (levels == 0) {
      return expression;
    }
    return map(
        expression,
        (node, depth) ->
            switch (node) {
              case Slot slot when depth == 0 ->
                  new Outer(
                      levels,
                      slot.index(),
                      slot.type(),
                      slot.modifier(),
                      slot.collation(),
                      slot.name());
              case Outer outer when outer.levels() >= depth ->
                  new Outer(
                      outer.levels() + levels,
                      outer.index(),
                      outer.type(),
                      outer.modifier(),
                      outer.collation(),
                      outer.name());
              case SystemColumn column when column.levels() >= depth ->
                  new SystemColumn(
                      column.kind(), column.levels() + levels, column.slot(), column.type());
              default -> null;
            });
  }

  /** A node that reads a row, as one that reads it from that many levels further in. */
  static BoundExpression outer(BoundExpression node, int levels) {
    return switch (node) {
      case Outer outer ->
          new Outer(
              levels,
              outer.index(),
              outer.type(),
              outer.modifier(),
              outer.collation(),
              outer.name());
      case SystemColumn column ->
          new SystemColumn(column.kind(), levels, column.slot(), column.type());
      default -> node;
    };
  }

  /** Whether a query reads rows of queries around it. */
  static boolean reachesOut(BoundQuery query) {
    boolean[] found = {false};
    QueryTrees.map(
        query,
        1,
        (node, depth) -> {
          found[0] |= levels(node) >= depth;
          return null;
        });
    return found[0];
  }

  /** Whether a query reads the row of the very query that it stands in. */
  static boolean readsRowAround(BoundQuery query) {
    boolean[] found = {false};
    QueryTrees.map(
        query,
        1,
        (node, depth) -> {
          found[0] |= levels(node) == depth;
          return null;
        });
    return found[0];
  }

  /** Whether an expression reads the row that it is over. */
  static boolean readsOwnRow(BoundExpression expression) {
    boolean[] found = {false};
    map(
        expression,
        (node, depth) -> {
          found[0] |= levels(node) == depth;
          return null;
        });
    return found[0];
  }

  /**
   * The nearest query whose rows an aggregate's arguments read: 0 for its own, or if it reads none.
   */
  static int levelsOut(BoundQuery.AggregateCall call) {
    int[] nearest = {Integer.MAX_VALUE};
    Change change =
        (node, depth) -> {
          int levels = levels(node) - depth;
          if (levels(node) >= 0 && levels >= 0) {
            nearest[0] = Math.min(nearest[0], levels);
          }
          return null;
        };
    all(call.arguments(), 0, change);
    map(call.filter(), 0, change);
    return nearest[0] == Integer.MAX_VALUE ? 0 : nearest[0];
  }

  /** Whether any node of an expression, subqueries included, is of some kind. */
  static boolean any(BoundExpression expression, Predicate<BoundExpression> test) {
    boolean[] found = {false};
    map(
        expression,
        (node, depth) -> {
          found[0] |= test.test(node);
          return null;
        });
    return found[0];
  }
}
