package dev.instar.engine.define.index;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.ExpressionFacts;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.KeyCodec;
import dev.instar.engine.table.RowCodec;
import java.util.Optional;

/** What a row of a table has in one of its indexes. One thread. */
final class EntryKeys {
  private final Index index;
  private final KeyCodec codec;
  private final RowCodec rows;
  private final boolean[] used;
  private final int[] columns;
  private final Evaluator[] expressions;
  private final Optional<Evaluator> predicate;
  private final Frame frame;

  EntryKeys(StatementContext context, Table table, Index index) {
    this.index = index;
    this.codec = KeyCodec.of(context.catalog(), index);
    this.rows = RowCodec.of(context.catalog(), table);
    this.used = new boolean[table.columns().size()];
    int count = index.keys().size();
    this.columns = new int[count];
    this.expressions = new Evaluator[count];
    this.frame = new Frame(context, new Object[0], null);
    for (int i = 0; i < count; i++) {
      Index.Key key = index.keys().get(i);
      if (key.column() != 0) {
        columns[i] = key.column();
        used[key.column() - 1] = true;
      } else {
        expressions[i] = compile(key.expression().orElseThrow(), table, context);
      }
    }
    this.predicate = index.predicate().map(text -> compile(text, table, context));
  }

  private Evaluator compile(String text, Table table, StatementContext context) {
    BoundExpression bound =
        ExpressionAnalyzer.overTable(SqlParser.parseExpression(text).tree(), table, context);
    ExpressionFacts.columns(bound).forEach(column -> used[column - 1] = true);
    return Evaluators.plain().compile(bound);
  }

  /** The values of a stored row's key; null if the index has no entry for it. */
  Object[] values(byte[] payload) {
    Object[] row = new Object[used.length + 1];
    rows.decode(payload, used, row);
    return values(row);
  }

  private Object[] values(Object[] row) {
    frame.at(row);
    if (predicate.isPresent() && !predicate.get().holds(frame)) {
      return null;
    }
    Object[] values = new Object[columns.length];
    for (int i = 0; i < columns.length; i++) {
      values[i] = columns[i] != 0 ? row[columns[i] - 1] : expressions[i].evaluate(frame);
    }
    return values;
  }

  byte[] encode(Object[] values) {
    return codec.encode(values);
  }

  /** A stored row's key; null if the index has no entry for it. */
  byte[] key(byte[] payload) {
    Object[] values = values(payload);
    return values == null ? null : codec.encode(values);
  }

  /** Whether a unique index takes such values only once. */
  boolean mustBeUnique(Object[] values) {
    if (!index.nullsNotDistinct()) {
      for (Object value : values) {
        if (value == null) {
          return false;
        }
      }
    }
    return true;
  }

  KeyCodec codec() {
    return codec;
  }
}
