package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Outer;
import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.BoundExpression.SystemColumn;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The row behind GROUP BY: its keys, then its aggregates. An expression over the sources' row is
 * made one over this row; what is neither a key nor within an aggregate has no single value there,
 * unless the keys hold its table's primary key. Of one thread.
 */
final class GroupedRow {
  private final ExpressionAnalyzer expressions;
  private final List<BoundExpression> keys;
  private final int writtenKeys;
  private final List<TableSource> tables;
  private final SelectStages stages;

  /**
   * @param keys what GROUP BY names, over the sources' row; columns that depend on them are added
   */
  GroupedRow(
      ExpressionAnalyzer expressions,
      List<BoundExpression> keys,
      List<TableSource> tables,
      SelectStages stages) {
    this.expressions = expressions;
    this.keys = new ArrayList<>(keys);
    this.writtenKeys = keys.size();
    this.tables = tables;
    this.stages = stages;
  }

  List<BoundExpression> keys() {
    return keys;
  }

  /** How many slots the row has. */
  int width() {
    return keys.size() + stages.aggregates().size();
  }

  /** Finds which columns the keys determine, before any slot is given away. */
  void require(BoundExpression expression, Expression written) {
    Trees.map(
        expression,
        (node, depth) -> {
          if (keyOf(node, depth) >= 0) {
            return node;
          }
          if (Trees.levels(node) == depth && source(node) < SelectStages.AGGREGATES) {
            addDependent(node, depth, written);
          }
          return null;
        });
  }

  private static int source(BoundExpression node) {
    return switch (node) {
      case Slot slot -> slot.index();
      case Outer outer -> outer.index();
      case SystemColumn column -> column.slot();
      default -> -1;
    };
  }

  private int keyOf(BoundExpression node, int depth) {
    for (int i = 0; i < keys.size(); i++) {
      BoundExpression key = keys.get(i);
      if (node.getClass() == expected(key, depth) && Trees.out(key, depth).equals(node)) {
        return i;
      }
    }
    return -1;
  }

  private static Class<?> expected(BoundExpression key, int depth) {
    return key instanceof Slot && depth > 0 ? Outer.class : key.getClass();
  }

  private void addDependent(BoundExpression node, int depth, Expression written) {
    int slot = source(node);
    for (TableSource table : tables) {
      boolean inside = slot >= table.offset() && slot < table.offset() + table.width();
      if (inside && node instanceof Slot own && hasPrimaryKey(table)) {
        keys.add(own);
        return;
      }
      if (inside && node instanceof Outer outer && hasPrimaryKey(table)) {
        keys.add(
            new Slot(
                outer.index(), outer.type(), outer.modifier(), outer.collation(), outer.name()));
        return;
      }
    }
    throw ungrouped(node, depth, written);
  }

  private boolean hasPrimaryKey(TableSource source) {
    for (Constraint constraint :
        expressions.analysis().context().catalog().constraints(source.table().oid())) {
      if (constraint instanceof Constraint.Unique unique
          && unique.primary()
          && unique.columns().stream().allMatch(column -> isKey(source.offset() + column - 1))) {
        return true;
      }
    }
    return false;
  }

  private boolean isKey(int slot) {
    return keys.subList(0, writtenKeys).stream()
        .anyMatch(key -> key instanceof Slot own && own.index() == slot);
  }

  private SqlException ungrouped(BoundExpression node, int depth, Expression written) {
    int slot = source(node);
    String name =
        expressions.scope().entries().stream()
            .filter(entry -> entry.name().isPresent())
            .flatMap(
                entry ->
                    entry.columns().stream()
                        .filter(column -> column.value() instanceof Slot s && s.index() == slot)
                        .map(column -> entry.name().get() + "." + column.name()))
            .findFirst()
            .orElseGet(() -> nameOf(node));
    return expressions
        .analysis()
        .error(
            SqlState.GROUPING_ERROR,
            depth > 0
                ? "subquery uses ungrouped column \"" + name + "\" from outer query"
                : "column \""
                    + name
                    + "\" must appear in the GROUP BY clause or be used in an aggregate function",
            depth > 0 ? positionWithin(nameOf(node), written) : position(slot, written));
  }

  private static String nameOf(BoundExpression node) {
    return switch (node) {
      case Slot slot -> slot.name();
      case Outer outer -> outer.name();
      case SystemColumn column -> column.kind().name().toLowerCase(Locale.ROOT);
      default -> "";
    };
  }

  /** Where the column was written. */
  private Position position(int slot, Expression written) {
    List<Expression> open = new ArrayList<>(List.of(written));
    while (!open.isEmpty()) {
      Expression next = open.removeFirst();
      if (next instanceof Expression.ColumnReference reference && refersTo(reference, slot)) {
        return reference.position();
      }
      open.addAll(0, Expressions.children(next));
    }
    return ExpressionAnalyzer.start(written);
  }

  /** Where a column of that name is written within a subquery. */
  private static Position positionWithin(String name, Expression written) {
    List<Expression> open = new ArrayList<>(List.of(written));
    while (!open.isEmpty()) {
      Expression next = open.removeFirst();
      if (next instanceof Expression.Subquery subquery) {
        for (Expression inner : Queries.expressions(subquery.query())) {
          for (Expression.ColumnReference reference : Expressions.columns(inner)) {
            if (reference.parts().getLast().equals(name) && reference.parts().size() > 1) {
              return reference.position();
            }
          }
        }
      }
      open.addAll(0, Expressions.children(next));
    }
    return ExpressionAnalyzer.start(written);
  }

  private boolean refersTo(Expression.ColumnReference reference, int slot) {
    try {
      return expressions.columns().resolve(reference) instanceof Slot found
          && found.index() == slot;
    } catch (SqlException elsewhere) {
      return false;
    }
  }

  /** An expression over this row; {@link #require} was asked before. */
  BoundExpression over(BoundExpression expression) {
    return Trees.map(
        expression,
        (node, depth) -> {
          int key = keyOf(node, depth);
          if (key >= 0) {
            BoundExpression written = keys.get(key);
            Slot slot =
                new Slot(
                    key,
                    written.type(),
                    written.modifier(),
                    Collations.of(written),
                    nameOf(written));
            return Trees.out(slot, depth);
          }
          return moved(node, depth, SelectStages.AGGREGATES, keys.size()).orElse(null);
        });
  }

  /**
   * A slot that stands for something whose place is known now.
   *
   * @param from the first of the slots that stand for such things
   * @param to where they begin in truth
   */
  static Optional<BoundExpression> moved(BoundExpression node, int depth, int from, int to) {
    if (Trees.levels(node) != depth) {
      return Optional.empty();
    }
    int index = source(node);
    // The kinds of such things are far apart, each twice as far out as the one before.
    if (index < from || index >= 2 * from || node instanceof SystemColumn) {
      return Optional.empty();
    }
    return Optional.of(
        switch (node) {
          case Slot slot ->
              new Slot(
                  index - from + to, slot.type(), slot.modifier(), slot.collation(), slot.name());
          case Outer slot ->
              new Outer(
                  slot.levels(),
                  index - from + to,
                  slot.type(),
                  slot.modifier(),
                  slot.collation(),
                  slot.name());
          default -> node;
        });
  }
}
