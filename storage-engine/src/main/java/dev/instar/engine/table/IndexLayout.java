package dev.instar.engine.table;

import dev.instar.engine.analysis.BoundStatement;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** An index as writers and readers of its table use it. Immutable, for any thread. */
final class IndexLayout {
  private final Index index;
  private final KeyCodec codec;

  /** Of each key: its column's number - 1, or -1 for an expression. */
  private final int[] columns;

  private final Evaluator[] expressions;

  /** Null for an index of all rows. */
  private final Evaluator predicate;

  /** By column number - 1: whether entries depend on it. */
  private final boolean[] used;

  private final boolean dependsOnAll;
  private final Optional<Constraint.Unique> constraint;

  private IndexLayout(StatementContext context, Table table, Index index) {
    this.index = index;
    codec = KeyCodec.of(context.catalog(), index);
    int count = index.keys().size();
    columns = new int[count];
    expressions = new Evaluator[count];
    used = new boolean[table.columns().size()];
    boolean computed = index.predicate().isPresent();
    for (int i = 0; i < count; i++) {
      Index.Key key = index.keys().get(i);
      columns[i] = key.column() - 1;
      if (key.column() == 0) {
        computed = true;
        expressions[i] = TableExpression.over(table, key.expression().orElseThrow(), context);
      } else {
        used[columns[i]] = true;
      }
    }
    dependsOnAll = computed;
    if (computed) {
      java.util.Arrays.fill(used, true);
    }
    predicate =
        index.predicate().isPresent()
            ? TableExpression.over(table, index.predicate().get(), context)
            : null;
    constraint = BoundStatement.constraintOf(index, context.catalog().constraints(table.oid()));
  }

  private record Known(int index) {}

  static IndexLayout of(StatementContext context, Table table, Index index) {
    IndexLayout known =
        context
            .catalog()
            .derived(
                new Known(index.oid()),
                IndexLayout.class,
                catalog -> new IndexLayout(context, table, index));
    boolean current = known.index.equals(index) && known.used.length == table.columns().size();
    return current ? known : new IndexLayout(context, table, index);
  }

  Index index() {
    return index;
  }

  KeyCodec codec() {
    return codec;
  }

  /** By column number - 1: whether entries depend on it. Nobody changes it. */
  boolean[] used() {
    return used;
  }

  /** Whether entries may change when those columns do; null for any. */
  boolean dependsOn(boolean[] changed) {
    if (changed == null || dependsOnAll) {
      return true;
    }
    for (int i = 0; i < used.length; i++) {
      if (used[i] && changed[i]) {
        return true;
      }
    }
    return false;
  }

  Optional<Constraint.Unique> constraint() {
    return constraint;
  }

  boolean isUnique() {
    return index.unique();
  }

  /** Whether duplicates are only looked for later. */
  boolean isDeferrable() {
    return constraint.isPresent() && constraint.get().deferrable();
  }

  /**
   * Whether a foreign key may refer to its columns: an UPDATE that changes one excludes those who
   * insert rows that refer to the old one.
   */
  boolean isReferable() {
    return index.unique() && !dependsOnAll && !isDeferrable();
  }

  /** Whether a row has an entry. */
  boolean covers(Frame frame) {
    return predicate == null || predicate.holds(frame);
  }

  /** The values of a row's keys. */
  Object[] values(Frame frame) {
    Object[] values = new Object[columns.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns[i] >= 0 ? frame.row()[columns[i]] : expressions[i].evaluate(frame);
    }
    return values;
  }

  /**
   * A row's key.
   *
   * @return null if the row has no entry
   */
  byte[] key(Frame frame, ByteWriter out) {
    return covers(frame) ? codec.encode(values(frame), out) : null;
  }

  /** Whether a row with these values may not be twice. */
  boolean excludesDuplicates(Object[] values) {
    if (!index.unique()) {
      return false;
    }
    if (!index.nullsNotDistinct()) {
      for (Object value : values) {
        if (value == null) {
          return false;
        }
      }
    }
    return true;
  }
}
