package dev.instar.engine.logical;

import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogEntry;
import dev.instar.engine.wal.LogReader;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The log's records sorted by transaction, until each transaction's end is read. Of the decoder's
 * thread.
 *
 * <p>A subtransaction's records come under its own id; which transaction it belongs to is told by
 * the commit. Small transactions are kept in memory. Of one that is large, or when all together
 * are, only the first position is kept: at its commit the log is read again from there, which is
 * sequential, and needs no memory however large the transaction is.
 */
final class PendingTransactions {
  /** A transaction above this is not kept. */
  private static final long KEPT_BYTES = 1L << 20;

  /** All together are not kept above this. */
  private static final long ALL_KEPT_BYTES = 16L << 20;

  /** What a record takes beside its payload. */
  private static final long OVERHEAD_BYTES = 96;

  /** How many there are before those that were rolled back unsaid are looked for. */
  private static final int SWEEP_AT_LEAST = 4096;

  private final Log log;
  private final Transactions transactions;

  /** In the order of their first records. */
  private final Map<Long, PendingTransaction> pending = new LinkedHashMap<>();

  private long kept;
  private int sweepAt = SWEEP_AT_LEAST;

  PendingTransactions(Log log, Transactions transactions) {
    this.log = log;
    this.transactions = transactions;
  }

  void add(LogEntry entry) {
    long xid = entry.record().transaction();
    PendingTransaction transaction = pending.get(xid);
    if (transaction == null) {
      sweep();
      transaction = new PendingTransaction(xid, entry.position());
      pending.put(xid, transaction);
    }
    kept += transaction.add(entry, OVERHEAD_BYTES);
    if (transaction.bytes() > KEPT_BYTES || kept > ALL_KEPT_BYTES) {
      letGo(transaction);
    }
  }

  /** A rollback need not be in the log; what it leaves here must not pile up. */
  private void sweep() {
    if (pending.size() < sweepAt) {
      return;
    }
    for (long xid : List.copyOf(pending.keySet())) {
      if (transactions.status(xid) == TransactionStatus.ABORTED) {
        remove(xid);
      }
    }
    sweepAt = Math.max(SWEEP_AT_LEAST, 2 * pending.size());
  }

  private void letGo(PendingTransaction transaction) {
    kept -= transaction.bytes();
    transaction.letGo();
  }

  private PendingTransaction remove(long xid) {
    PendingTransaction removed = pending.remove(xid);
    if (removed != null) {
      kept -= removed.bytes();
    }
    return removed;
  }

  /** A transaction was rolled back. */
  void discard(long xid, long[] subs) {
    remove(xid);
    for (long sub : subs) {
      remove(sub);
    }
  }

  /**
   * A transaction has committed: gives its records, and those of its subtransactions, in the order
   * of the log, and forgets them.
   *
   * @param commit the position of its commit record
   */
  void take(long xid, long[] subs, Lsn commit, Consumer<LogEntry> each) {
    PendingTransaction top = remove(xid);
    if (subs.length == 0) {
      if (top != null) {
        deliver(List.of(top), commit, each);
      }
      return;
    }
    List<PendingTransaction> parts = new ArrayList<>();
    if (top != null) {
      parts.add(top);
    }
    for (long sub : subs) {
      PendingTransaction part = remove(sub);
      if (part != null) {
        parts.add(part);
      }
    }
    if (!parts.isEmpty()) {
      deliver(parts, commit, each);
    }
  }

  private void deliver(List<PendingTransaction> parts, Lsn commit, Consumer<LogEntry> each) {
    if (!parts.stream().allMatch(PendingTransaction::isKept)) {
      readAgain(parts, commit, each);
    } else if (parts.size() == 1) {
      parts.getFirst().entries().forEach(each);
    } else {
      parts.stream()
          .flatMap(part -> part.entries().stream())
          .sorted(Comparator.comparing(LogEntry::position))
          .forEach(each);
    }
  }

  private void readAgain(List<PendingTransaction> parts, Lsn commit, Consumer<LogEntry> each) {
    Set<Long> xids = new HashSet<>();
    Lsn from = commit;
    for (PendingTransaction part : parts) {
      xids.add(part.xid());
      from = part.first().compareTo(from) < 0 ? part.first() : from;
    }
    try (LogReader reader = log.read(from)) {
      while (true) {
        Optional<LogEntry> entry = reader.next();
        if (entry.isEmpty() || entry.get().position().compareTo(commit) >= 0) {
          return;
        }
        if (xids.contains(entry.get().record().transaction())
            && Decoder.belongsToTransaction(entry.get().record())) {
          each.accept(entry.get());
        }
      }
    }
  }

  /** Where the oldest one begins that has not ended; what was rolled back unsaid is found out. */
  Optional<Lsn> oldest() {
    while (!pending.isEmpty()) {
      PendingTransaction first = pending.values().iterator().next();
      if (transactions.status(first.xid()) != TransactionStatus.ABORTED) {
        return Optional.of(first.first());
      }
      remove(first.xid());
    }
    return Optional.empty();
  }
}
