package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Map;

/** A sequence as {@code SELECT … FROM sequence} sees it: one row, its state at this moment. */
record SequenceRelation(Sequence sequence) implements SystemRelation {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("last_value", Types.BIGINT),
          new Column("log_cnt", Types.BIGINT),
          new Column("is_called", Types.BOOLEAN));

  @Override
  public int oid() {
    return sequence.oid();
  }

  @Override
  public String schema() {
    return "";
  }

  @Override
  public String name() {
    return sequence.name();
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public Iterable<Object[]> rows(StatementContext context, Map<Integer, Object> equal) {
    Sequence now =
        context
            .catalog()
            .find(sequence.oid())
            .filter(Sequence.class::isInstance)
            .map(Sequence.class::cast)
            .orElse(sequence);
    Sequences.State state = context.services().sequences().state(now);
    return List.<Object[]>of(new Object[] {state.last(), 0L, state.called()});
  }
}
