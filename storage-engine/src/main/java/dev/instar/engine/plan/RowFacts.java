package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.table.TableStatistics;
import dev.instar.engine.table.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@link ColumnFacts} of the slots of a row. Of one thread. */
final class RowFacts {
  private final Map<Integer, ColumnFacts> bySlot = new HashMap<>();

  /** Of the columns of those sources that are tables. */
  static RowFacts of(BoundSource source, StatementContext context) {
    RowFacts facts = new RowFacts();
    facts.add(source, context);
    return facts;
  }

  /** Adds those of more sources of the same row. */
  void add(BoundSource source, StatementContext context) {
    switch (source) {
      case JoinSource join -> {
        add(join.left(), context);
        add(join.right(), context);
      }
      case TableSource table -> table(table, context);
      default -> {}
    }
  }

  private void table(TableSource source, StatementContext context) {
    double rows = Math.max(1, Tables.estimatedRows(context, source.table()));
    TableStatistics.of(context, source.table())
        .ifPresent(
            known ->
                known
                    .columns()
                    .forEach(
                        (column, statistics) ->
                            bySlot.put(
                                source.offset() + column - 1,
                                new ColumnFacts(Optional.of(statistics), rows, false))));
    for (Index index : context.catalog().indexes(source.table().oid())) {
      if (index.unique()
          && index.valid()
          && index.keys().size() == 1
          && index.predicate().isEmpty()
          && index.keys().getFirst().column() > 0) {
        int slot = source.offset() + index.keys().getFirst().column() - 1;
        bySlot.compute(
            slot,
            (s, known) ->
                new ColumnFacts(known == null ? Optional.empty() : known.statistics(), rows, true));
      }
    }
  }

  Optional<ColumnFacts> of(int slot) {
    return Optional.ofNullable(bySlot.get(slot));
  }
}
