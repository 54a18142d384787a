package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.changelog.Key;
import dev.instar.changelog.TableId;
import dev.instar.changelog.postgresql.PgOutputMessage.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the plugin's messages into events, one by one: a transaction is never held in memory. A
 * transaction without anything of ours gives no event. Pure but for what it remembers; owned by the
 * reader's thread.
 */
final class TransactionReader {
  private final RelationTracker relations;

  // The transaction that the stream is in; null between transactions.
  private PgOutputMessage.Begin transaction;
  private boolean announced;
  private Lsn finished = Lsn.ZERO;

  TransactionReader(Map<TableId, List<String>> keys) {
    this.relations = new RelationTracker(keys);
  }

  /**
   * An event to hand over.
   *
   * @param xid the transaction, whose visibility a {@link ChangeEvent.Begin} has to wait for
   */
  record Delivery(ChangeEvent event, int xid) {}

  /** Whether the stream is between transactions. */
  boolean isBetweenTransactions() {
    return transaction == null;
  }

  /** Where the last transaction ended, of ours or not. */
  Lsn finished() {
    return finished;
  }

  /**
   * Takes the stream's next message.
   *
   * @return what it gives to hand over, in order
   * @throws ChangeStreamException (PROTOCOL) for a message that has no place here, (UNAVAILABLE) if
   *     a key cannot be told
   */
  List<Delivery> read(PgOutputMessage message) {
    return switch (message) {
      case PgOutputMessage.Begin begin -> begin(begin);
      case PgOutputMessage.Commit commit -> commit(commit);
      case PgOutputMessage.Relation relation ->
          relations.describe(relation).map(this::deliver).orElse(List.of());
      case PgOutputMessage.Insert insert -> insert(insert);
      case PgOutputMessage.Update update -> update(update);
      case PgOutputMessage.Delete delete -> delete(delete);
      case PgOutputMessage.Truncate truncate -> truncate(truncate);
      case PgOutputMessage.Message said ->
          said.transactional()
              ? deliver(new ChangeEvent.Marker(said.prefix(), said.content()))
              : List.of();
      case PgOutputMessage.Origin ignored -> List.of();
      case PgOutputMessage.Type ignored -> List.of();
    };
  }

  private List<Delivery> begin(PgOutputMessage.Begin begin) {
    if (transaction != null) {
      throw new ChangeStreamException(Reason.PROTOCOL, "a transaction began inside another");
    }
    transaction = begin;
    announced = false;
    return List.of();
  }

  private List<Delivery> commit(PgOutputMessage.Commit commit) {
    if (transaction == null || !transaction.commit().equals(commit.commit())) {
      throw new ChangeStreamException(
          Reason.PROTOCOL, "a commit at " + commit.commit() + " of another transaction");
    }
    int xid = transaction.xid();
    transaction = null;
    finished = commit.end();
    return announced ? List.of(new Delivery(new ChangeEvent.Commit(commit.end()), xid)) : List.of();
  }

  private List<Delivery> insert(PgOutputMessage.Insert insert) {
    return relations
        .find(insert.relation())
        .map(table -> deliver(changed(table, table.keyOf(insert.row(), Optional.empty()))))
        .orElse(List.of());
  }

  private List<Delivery> update(PgOutputMessage.Update update) {
    Optional<TrackedTable> found = relations.find(update.relation());
    if (found.isEmpty()) {
      return List.of();
    }
    TrackedTable table = found.get();
    Key now = table.keyOf(update.row(), update.old());
    Optional<Key> before = update.old().map(old -> table.keyOf(old, Optional.empty()));
    if (before.isEmpty() || before.get().equals(now)) {
      return deliver(changed(table, now));
    }
    return deliver(changed(table, before.get()), changed(table, now));
  }

  private List<Delivery> delete(PgOutputMessage.Delete delete) {
    Tuple old = delete.old();
    return relations
        .find(delete.relation())
        .map(table -> deliver(changed(table, table.keyOf(old, Optional.empty()))))
        .orElse(List.of());
  }

  private List<Delivery> truncate(PgOutputMessage.Truncate truncate) {
    Set<TableId> tables = new HashSet<>();
    for (int relation : truncate.relations()) {
      relations.find(relation).ifPresent(table -> tables.add(table.table()));
    }
    return tables.isEmpty() ? List.of() : deliver(new ChangeEvent.Truncated(tables));
  }

  private static ChangeEvent changed(TrackedTable table, Key key) {
    return new ChangeEvent.KeyChanged(table.table(), key);
  }

  private List<Delivery> deliver(ChangeEvent... events) {
    if (transaction == null) {
      throw new ChangeStreamException(Reason.PROTOCOL, "a change outside a transaction");
    }
    int xid = transaction.xid();
    List<Delivery> deliveries = new ArrayList<>(events.length + 1);
    if (!announced) {
      announced = true;
      ChangeEvent.Begin begin =
          new ChangeEvent.Begin(transaction.commit(), Integer.toUnsignedString(xid));
      deliveries.add(new Delivery(begin, xid));
    }
    for (ChangeEvent event : events) {
      deliveries.add(new Delivery(event, xid));
    }
    return deliveries;
  }
}
