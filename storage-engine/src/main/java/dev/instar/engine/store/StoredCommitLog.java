package dev.instar.engine.store;

import dev.instar.engine.txn.TransactionStatus;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;

/**
 * How transactions ended, two bits each, as PostgreSQL's {@code pg_xact}. Durable as the log is: a
 * status is written with the commit's record, and after a crash again from it. Thread-safe.
 */
final class StoredCommitLog {
  /** Small, because a page is copied for each transaction that ends. */
  private static final int PAGE_BYTES = 128;

  private static final int TRANSACTIONS_PER_PAGE = PAGE_BYTES * 4;

  private final MVMap<Long, byte[]> pages;
  private final ReentrantLock lock = new ReentrantLock();

  StoredCommitLog(MVMap<Long, byte[]> pages) {
    this.pages = pages;
  }

  TransactionStatus get(long transaction) {
    byte[] page = pages.get(transaction / TRANSACTIONS_PER_PAGE);
    if (page == null) {
      return TransactionStatus.IN_PROGRESS;
    }
    int slot = (int) (transaction % TRANSACTIONS_PER_PAGE);
    return status((page[slot / 4] >>> (slot % 4 * 2)) & 3);
  }

  void set(long transaction, TransactionStatus status) {
    long number = transaction / TRANSACTIONS_PER_PAGE;
    int slot = (int) (transaction % TRANSACTIONS_PER_PAGE);
    int shift = slot % 4 * 2;
    lock.lock();
    try {
      byte[] page = pages.get(number);
      // A copy: the old one may be part of a checkpoint that is being written.
      byte[] changed = page == null ? new byte[PAGE_BYTES] : page.clone();
      changed[slot / 4] = (byte) ((changed[slot / 4] & ~(3 << shift)) | (code(status) << shift));
      pages.put(number, changed);
    } finally {
      lock.unlock();
    }
  }

  /** Tells how every transaction ended that has. */
  void forEach(TransactionEndings endings) {
    for (long number : pages.keySet()) {
      byte[] page = pages.get(number);
      for (int slot = 0; slot < TRANSACTIONS_PER_PAGE; slot++) {
        TransactionStatus status = status((page[slot / 4] >>> (slot % 4 * 2)) & 3);
        if (status != TransactionStatus.IN_PROGRESS) {
          endings.ended(number * TRANSACTIONS_PER_PAGE + slot, status);
        }
      }
    }
  }

  /** The two bits of a transaction, as they are on disk. */
  private static int code(TransactionStatus status) {
    return switch (status) {
      case IN_PROGRESS -> 0;
      case COMMITTED -> 1;
      case ABORTED -> 2;
    };
  }

  private static TransactionStatus status(int code) {
    return switch (code) {
      case 0 -> TransactionStatus.IN_PROGRESS;
      case 1 -> TransactionStatus.COMMITTED;
      default -> TransactionStatus.ABORTED;
    };
  }
}
