package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A slot's changes as rows of a function: pg_logical_slot_get_binary_changes and its kind. */
final class SlotChanges {
  private final LogicalChangelog changelog;
  private final SlotCommands commands;

  SlotChanges(LogicalChangelog changelog, SlotCommands commands) {
    this.changelog = changelog;
    this.commands = commands;
  }

  /** Messages are not text: as PostgreSQL says about this plugin. */
  Iterator<Object[]> text(Object[] a, boolean confirms) {
    throw ChangelogFunctions.binaryOutput(
        confirms ? "pg_logical_slot_get_changes" : "pg_logical_slot_peek_changes");
  }

  /**
   * Rows of position, xid and message.
   *
   * @param a the slot, up to which position, how many rows at least before it ends with a
   *     transaction, options
   * @param confirms whether the slot is moved behind them
   */
  Iterator<Object[]> binary(Object[] a, StatementContext context, boolean confirms) {
    SlotCommands.requirePrivilege(context.services(), context.role());
    requireNotNull(a[0], "slot name");
    Lsn upTo = a[1] == null ? null : new Lsn((Long) a[1]);
    int rowsWanted = a[2] == null ? 0 : (Integer) a[2];
    PgOutputOptions options = PgOutputOptions.parse(options((ArrayValue) a[3]));
    Slot slot = commands.acquire((String) a[0], context.database(), context.lockOwner().pid());
    try {
      return read(slot, options, upTo, rowsWanted, context, confirms);
    } finally {
      changelog.slotTable().release(slot);
    }
  }

  private Iterator<Object[]> read(
      Slot slot,
      PgOutputOptions options,
      Lsn upTo,
      int rowsWanted,
      StatementContext context,
      boolean confirms) {
    Log log = changelog.store().log();
    List<Object[]> rows = new ArrayList<>();
    PgOutput output =
        new PgOutput(
            options,
            new ValueWriter(options.binary(), context.functions().format()),
            new RowFilters(
                context.services(),
                context.database(),
                context.role(),
                context.functions(),
                context.lockOwner()),
            changelog.replicationOrigins(),
            (location, last, transaction, message) ->
                rows.add(
                    new Object[] {
                      location.value(),
                      TransactionIds.withoutEpoch(transaction),
                      new Bytes(message.message())
                    }));
    SlotPosition at = slot.position();
    Lsn end = log.durableEnd();
    Lsn limit = upTo == null || upTo.compareTo(end) > 0 ? end : upTo;
    try (Decoder decoder =
        new Decoder(
            changelog.store(),
            changelog.transactions(),
            slot.database(),
            at,
            at.confirmed(),
            output)) {
      while (decoder.read().compareTo(limit) < 0
          && (rowsWanted <= 0 || rows.size() < rowsWanted)
          && decoder.step()) {
        context.checkInterrupts();
      }
      if (confirms) {
        commands.confirm(slot, decoder.decoded(), decoder);
      }
    }
    return rows.iterator();
  }

  private static List<Map.Entry<String, String>> options(ArrayValue array) {
    List<Object> elements = new ArrayList<>(array == null ? List.of() : array.elements());
    if (elements.size() % 2 != 0) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "array must have even number of elements");
    }
    List<Map.Entry<String, String>> options = new ArrayList<>();
    for (int i = 0; i < elements.size(); i += 2) {
      requireNotNull(elements.get(i), "option");
      requireNotNull(elements.get(i + 1), "option");
      options.add(Map.entry((String) elements.get(i), (String) elements.get(i + 1)));
    }
    return options;
  }

  private static void requireNotNull(Object value, String what) {
    if (value == null) {
      throw new SqlException(SqlState.NULL_VALUE_NOT_ALLOWED, what + " must not be null");
    }
  }
}
