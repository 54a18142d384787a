package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;

/** pg_sequence and pg_sequences. */
final class SequenceRows {
  private SequenceRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Sequence sequence :
        wanted.byOid(
            "seqrelid",
            oid -> Names.object(context, Sequence.class, oid),
            () -> context.catalog().all(Sequence.class))) {
      rows.add()
          .set("seqrelid", sequence.oid())
          .set("seqtypid", sequence.type())
          .set("seqstart", sequence.start())
          .set("seqincrement", sequence.increment())
          .set("seqmax", sequence.maximum())
          .set("seqmin", sequence.minimum())
          .set("seqcache", sequence.cache())
          .set("seqcycle", sequence.cycle());
    }
  }

  static void view(StatementContext context, Wanted wanted, Rows rows) {
    for (Sequence sequence : context.catalog().all(Sequence.class)) {
      if (!wanted.mayBe("sequencename", sequence.name())) {
        continue;
      }
      Sequences.State state = context.services().sequences().state(sequence);
      rows.add()
          .set("schemaname", Names.schema(context, sequence.schema()))
          .set("sequencename", sequence.name())
          .set("sequenceowner", Names.role(context, sequence.owner()))
          .set("data_type", sequence.type())
          .set("start_value", sequence.start())
          .set("min_value", sequence.minimum())
          .set("max_value", sequence.maximum())
          .set("increment_by", sequence.increment())
          .set("cycle", sequence.cycle())
          .set("cache_size", sequence.cache())
          .set("last_value", state.called() ? state.last() : null);
    }
  }
}
