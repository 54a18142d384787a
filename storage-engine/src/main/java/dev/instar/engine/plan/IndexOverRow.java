package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Comparison;
import dev.instar.engine.function.Collation;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.table.KeyCodec;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An index with its keys and its predicate as expressions over the row of the SELECT that reads its
 * table. Immutable.
 *
 * @param predicate what holds of all rows that are in it; empty if all rows are
 */
record IndexOverRow(
    Index index, Table table, List<KeyCondition> keys, List<BoundExpression> predicate) {
  IndexOverRow {
    keys = List.copyOf(keys);
    predicate = List.copyOf(predicate);
  }

  static IndexOverRow of(Index index, TableSource source, Planning planning) {
    List<KeyCondition> keys = new ArrayList<>();
    for (Index.Key key : index.keys()) {
      DataType type = planning.context().catalog().type(key.type()).orElseThrow();
      Collation collation = KeyCodec.collation(key, type);
      BoundExpression expression =
          key.expression()
              .map(sql -> over(sql, source, planning))
              .orElseGet(
                  () ->
                      new BoundExpression.Slot(
                          source.offset() + key.column() - 1, type, -1, collation, ""));
      keys.add(new KeyCondition(expression, type, collation, planning.evaluators()));
    }
    List<BoundExpression> predicate =
        index
            .predicate()
            .map(sql -> Conjuncts.of(Optional.of(over(sql, source, planning))))
            .orElse(List.of())
            .stream()
            .map(Conjunct::condition)
            .toList();
    return new IndexOverRow(index, source.table(), keys, predicate);
  }

  /** An expression that the catalog has as text, over the row of the SELECT. */
  private static BoundExpression over(String sql, TableSource source, Planning planning) {
    BoundExpression expression =
        ExpressionAnalyzer.overTable(
            SqlParser.parseExpression(sql).tree(), source.table(), planning.context());
    return Rewriting.leaves(
        expression,
        leaf ->
            leaf instanceof BoundExpression.Slot slot
                ? new BoundExpression.Slot(
                    slot.index() + source.offset(),
                    slot.type(),
                    slot.modifier(),
                    slot.collation(),
                    slot.name())
                : leaf);
  }

  boolean hasNoNulls(int key) {
    int column = index.keys().get(key).column();
    return column > 0 && table.column(column).notNull();
  }

  boolean isDescending(int key) {
    return index.keys().get(key).descending();
  }

  /** Whether it has all rows that fulfil the conditions. */
  boolean hasAll(List<Conjunct> conditions) {
    return predicate.stream()
        .allMatch(part -> conditions.stream().anyMatch(c -> implies(c.condition(), part)));
  }

  private static boolean implies(BoundExpression condition, BoundExpression part) {
    if (Sameness.same(condition, part)) {
      return true;
    }
    // A strict comparison that holds says that its operands are not NULL.
    return part instanceof BoundExpression.Is is
        && is.negated()
        && is.test() == BoundExpression.Is.Test.NULL
        && condition instanceof BoundExpression.Call call
        && Comparison.of(call.function()).isPresent()
        && call.arguments().stream().anyMatch(a -> Sameness.same(a, is.operand()));
  }
}
