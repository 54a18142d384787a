package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Conditions on a subquery's rows, made conditions on what its rows are made of: how the columns of
 * a view find the indexes of its tables. Slots of other sources become ones of the row around it.
 * Stateless.
 */
final class PushDown {
  private PushDown() {}

  /**
   * The subquery with one more condition.
   *
   * @param offset of the subquery's first slot in the row that the condition is over
   * @return empty if that would not be the same
   */
  static Optional<BoundQuery> into(
      BoundQuery query, BoundExpression condition, int offset, int width) {
    boolean movable = !Slots.hasSubquery(condition) && !Slots.isVolatile(condition);
    return movable ? into(query, shifted(condition, offset, width)) : Optional.empty();
  }

  /** Over the subquery's columns from 0, and one level further in. */
  private static BoundExpression shifted(BoundExpression condition, int offset, int width) {
    return Rewriting.leaves(
        condition,
        leaf ->
            switch (leaf) {
              case BoundExpression.Slot slot
                  when slot.index() < offset || slot.index() >= offset + width ->
                  new BoundExpression.Outer(
                      1, slot.index(), slot.type(), slot.modifier(), slot.collation(), slot.name());
              case BoundExpression.Slot slot ->
                  new BoundExpression.Slot(
                      slot.index() - offset,
                      slot.type(),
                      slot.modifier(),
                      slot.collation(),
                      slot.name());
              case BoundExpression.Outer outer ->
                  new BoundExpression.Outer(
                      outer.levels() + 1,
                      outer.index(),
                      outer.type(),
                      outer.modifier(),
                      outer.collation(),
                      outer.name());
              case BoundExpression.SystemColumn column ->
                  new BoundExpression.SystemColumn(
                      column.kind(), column.levels() + 1, column.slot(), column.type());
              default -> leaf;
            });
  }

  private static Optional<BoundQuery> into(BoundQuery query, BoundExpression condition) {
    if (query.limit().isPresent() || query.offset().isPresent() || !query.locks().isEmpty()) {
      return Optional.empty();
    }
    return switch (query.body()) {
      case Body.Select select -> into(select, condition).map(body -> with(query, body));
      case Body.SetOperation operation -> {
        Optional<BoundQuery> left = into(operation.left(), condition);
        Optional<BoundQuery> right = into(operation.right(), condition);
        yield left.isPresent() && right.isPresent()
            ? Optional.of(
                with(
                    query,
                    new Body.SetOperation(
                        operation.kind(), operation.all(), left.get(), right.get())))
            : Optional.empty();
      }
      case Body.Values values -> Optional.empty();
      case Body.Recursion recursion -> Optional.empty();
    };
  }

  private static BoundQuery with(BoundQuery query, Body body) {
    return new BoundQuery(
        query.with(),
        body,
        query.orderBy(),
        query.limit(),
        query.withTies(),
        query.offset(),
        query.locks(),
        query.outputs());
  }

  private static Optional<Body> into(Body.Select select, BoundExpression condition) {
    boolean movable =
        select.windows().isEmpty()
            && !(select.distinct() instanceof BoundQuery.Distinct.On)
            && select.from().isPresent();
    if (!movable) {
      return Optional.empty();
    }
    for (int slot : Slots.of(condition).stream().toArray()) {
      if (source(select, slot).isEmpty()) {
        return Optional.empty();
      }
    }
    BoundExpression moved =
        Rewriting.leaves(
            condition,
            leaf ->
                leaf instanceof BoundExpression.Slot slot
                    ? source(select, slot.index()).orElseThrow()
                    : leaf);
    List<BoundExpression> all = new ArrayList<>();
    select.where().ifPresent(all::add);
    all.add(moved);
    return Optional.of(
        new Body.Select(
            select.from(),
            select.width(),
            Optional.of(all.size() == 1 ? moved : new BoundExpression.And(all)),
            select.grouping(),
            select.windows(),
            select.targets(),
            select.distinct()));
  }

  /** What a target is over the sources' row; empty if it is not to be had there. */
  private static Optional<BoundExpression> source(Body.Select select, int slot) {
    BoundExpression target = select.targets().get(slot);
    if (select.grouping().isPresent()) {
      Grouping grouping = select.grouping().get();
      boolean key =
          target instanceof BoundExpression.Slot own && own.index() < grouping.keys().size();
      if (!key) {
        return Optional.empty();
      }
      target = grouping.keys().get(((BoundExpression.Slot) target).index());
    }
    boolean plain =
        !Slots.hasSubquery(target) && !Slots.isVolatile(target) && !FunctionScan.isSet(target);
    return plain ? Optional.of(target) : Optional.empty();
  }
}
