package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.changelog.CommitDetails;
import dev.instar.engine.changelog.LogicalMessage;
import dev.instar.engine.changelog.Truncation;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.TransactionEnd;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogEntry;
import dev.instar.engine.wal.LogReader;
import dev.instar.engine.wal.LogRecord;
import dev.instar.engine.wal.Lsn;
import java.util.Optional;

/**
 * Reads the log as transactions in the order of their commits: collects each one's records until
 * its commit is read, follows the catalog, and tells a {@link ChangeSink}. Of one thread.
 */
final class Decoder implements AutoCloseable {
  private final int database;
  private final CatalogPoint point;
  private final Lsn from;
  private final ChangeSink sink;
  private final PendingTransactions pending;
  private final CatalogTrack track;
  private final LogReader reader;
  private final Replay replay;
  private Lsn decoded;

  /**
   * @param position where the slot stands; it holds what is read from there on
   * @param from what committed before it is not told
   * @throws SqlException with 58030 if the log is gone
   */
  Decoder(
      Store store,
      Transactions transactions,
      int database,
      SlotPosition position,
      Lsn from,
      ChangeSink sink) {
    Log log = store.log();
    this.database = database;
    this.point = position.point();
    this.from = from;
    this.sink = sink;
    this.pending = new PendingTransactions(log, transactions);
    this.track = new CatalogTrack(point, transactions, log);
    Catalog catalog = HistoricCatalog.at(point, store.table(database), transactions);
    this.replay = new Replay(database, catalog, sink);
    this.reader = log.read(position.restart());
    this.decoded = position.restart();
  }

  /** Whether a record is one of those that count with their transaction's commit. */
  static boolean belongsToTransaction(LogRecord record) {
    return switch (record.type()) {
      case Store.CHANGES -> record.transaction() >= TransactionIds.FIRST;
      case Truncation.TYPE -> true;
      case LogicalMessage.TYPE -> LogicalMessage.isTransactional(record.payload());
      default -> false;
    };
  }

  /** All that committed before it has been told. */
  Lsn decoded() {
    return decoded;
  }

  /** Up to where the log was read. */
  Lsn read() {
    return reader.position();
  }

  /**
   * Takes the next record, if there is one that is durable.
   *
   * @return false if there is none
   * @throws SqlException what the sink throws; then it is not to be used any more
   */
  boolean step() {
    Optional<LogEntry> next = reader.next();
    if (next.isEmpty()) {
      return false;
    }
    LogEntry entry = next.get();
    LogRecord record = entry.record();
    if (belongsToTransaction(record)) {
      pending.add(entry);
    } else if (record.type() == Store.COMMIT) {
      commit(entry);
    } else if (record.type() == Store.ABORT) {
      pending.discard(
          record.transaction(), TransactionEnd.decode(record.payload()).subtransactions());
    } else if (record.type() == LogicalMessage.TYPE) {
      tellAtOnce(entry);
    }
    decoded = entry.end();
    return true;
  }

  private void commit(LogEntry entry) {
    LogRecord record = entry.record();
    TransactionEnd end = TransactionEnd.decode(record.payload());
    if (entry.position().compareTo(point.position()) < 0) {
      // The point has what it did to the catalog already.
      pending.discard(record.transaction(), end.subtransactions());
      return;
    }
    CommitDetails details = CommitDetails.decode(end.details());
    DecodedTransaction transaction =
        new DecodedTransaction(
            record.transaction(),
            entry.position(),
            entry.end(),
            details.micros(),
            details.origin());
    boolean told = entry.position().compareTo(from) >= 0 && sink.wants(transaction);
    replay.begin(transaction, told);
    pending.take(record.transaction(), end.subtransactions(), entry.position(), replay::record);
    if (replay.commit()) {
      track.committed(record.transaction(), end.subtransactions());
    }
  }

  private void tellAtOnce(LogEntry entry) {
    LogicalMessage message = LogicalMessage.decode(entry.record().payload());
    if (message.database() == database
        && entry.position().compareTo(point.position()) >= 0
        && entry.position().compareTo(from) >= 0) {
      sink.message(entry.end(), message);
    }
  }

  /**
   * From where the slot could restart if its reader had confirmed all that was told; empty while
   * this has not come to the slot's own point.
   */
  Optional<RestartPoint> restartPoint() {
    if (decoded.compareTo(point.position()) < 0) {
      return Optional.empty();
    }
    CatalogPoint here = track.at(decoded);
    return Optional.of(new RestartPoint(pending.oldest().orElse(decoded), here));
  }

  @Override
  public void close() {
    reader.close();
  }
}
