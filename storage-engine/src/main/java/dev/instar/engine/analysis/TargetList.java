package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.analysis.ScopeEntry.ScopeColumn;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Target;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What SELECT or RETURNING lists, and behind it what only the order or a grouping needs. Of one
 * thread.
 */
final class TargetList {
  /**
   * One of them.
   *
   * @param name what it is called; of the columns of the result only
   * @param written what it was written as, for the positions of errors
   */
  record Item(
      String name,
      BoundExpression value,
      int originTable,
      int originColumn,
      Expression written,
      Position position) {
    Item as(BoundExpression other) {
      return new Item(name, other, originTable, originColumn, written, position);
    }

    boolean sameColumn(BoundExpression other) {
      return value.equals(other);
    }
  }

  private final ExpressionAnalyzer expressions;
  private final List<Item> items = new ArrayList<>();
  private int outputs;

  private TargetList(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  /** Literals stay without a type until {@link #settle()}. */
  static TargetList of(List<Target> targets, ExpressionAnalyzer expressions) {
    TargetList list = new TargetList(expressions);
    for (Target target : targets) {
      list.add(target);
    }
    list.outputs = list.items.size();
    return list;
  }

  private void add(Target target) {
    if (target.expression() instanceof Expression.Star star) {
      for (ScopeColumn column : new StarExpansion(expressions).columns(star)) {
        items.add(
            new Item(
                column.name(),
                column.value(),
                column.originTable(),
                column.originColumn(),
                star,
                star.position()));
      }
      return;
    }
    BoundExpression value = expressions.analyze(target.expression());
    if (value.type().kind() == 'p'
        && !Coercion.isUnknown(value.type())
        && value.type().oid() != Types.RECORD.oid()
        && value.type().oid() != Types.VOID.oid()) {
      throw expressions
          .analysis()
          .error(
              SqlState.INVALID_TABLE_DEFINITION,
              "column \"" + OutputNames.of(target) + "\" has pseudo-type " + value.type().sqlName(),
              target.position());
    }
    ScopeColumn origin = origin(target.expression());
    items.add(
        new Item(
            OutputNames.of(target),
            value,
            origin == null ? 0 : origin.originTable(),
            origin == null ? 0 : origin.originColumn(),
            target.expression(),
            ExpressionAnalyzer.start(target.expression())));
  }

  /** The table's column that a target is, if it is nothing else. */
  private ScopeColumn origin(Expression expression) {
    if (!(expression instanceof Expression.ColumnReference reference)) {
      return null;
    }
    if (reference.parts().size() == 1) {
      return expressions
          .columns()
          .find(reference.parts().getFirst(), reference.position())
          .filter(found -> found.levels() == 0)
          .map(ColumnNames.Found::column)
          .orElse(null);
    }
    int last = reference.parts().size() - 1;
    return expressions
        .columns()
        .entry(
            last > 1 ? Optional.of(reference.parts().get(last - 2)) : Optional.empty(),
            reference.parts().get(last - 1),
            reference.position())
        .filter(found -> found.levels() == 0)
        .flatMap(found -> found.entry().column(reference.parts().get(last)))
        .orElse(null);
  }

  List<Item> items() {
    return items;
  }

  /** How many of them are columns of the result. */
  int outputs() {
    return outputs;
  }

  /** What has no type yet is text. */
  TargetList settle() {
    for (int i = 0; i < items.size(); i++) {
      settle(i);
    }
    return this;
  }

  void settle(int place) {
    Item item = items.get(place);
    items.set(place, item.as(expressions.coercion().settled(item.value(), item.position())));
  }

  /** The place of an expression, which is added if it is not there. */
  int place(BoundExpression value, Expression written) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).sameColumn(value)) {
        return i;
      }
    }
    items.add(new Item("", value, 0, 0, written, ExpressionAnalyzer.start(written)));
    return items.size() - 1;
  }

  /** The columns of the result. */
  List<Output> columns() {
    List<Output> columns = new ArrayList<>(outputs);
    for (Item item : items.subList(0, outputs)) {
      Collation collation = Collations.of(item.value());
      columns.add(
          new Output(
              item.name(),
              item.value().type(),
              item.value().modifier(),
              collation,
              item.originTable(),
              item.originColumn()));
    }
    return columns;
  }
}
