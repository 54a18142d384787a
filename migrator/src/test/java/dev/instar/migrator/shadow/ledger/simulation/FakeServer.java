package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A server with a source and a shadow table, a log, one replication slot, and Instar's saved state.
 *
 * <p>A snapshot is a number: the count of commits that had become visible when it was taken.
 */
final class FakeServer {
  /** A transaction's commit in the log; a stream that starts at {@code end} does not repeat it. */
  record Logged(Transaction transaction, long begin, long end) {}

  final SplittableRandom random;
  final Table source;
  final Table shadow;
  final List<Logged> log = new ArrayList<>();

  // What the migrator has saved; each change is part of a transaction on the shadow.
  final Set<Range> finished = new HashSet<>();
  LogPosition position = Lsn.ZERO;
  int epoch;
  boolean swapped;

  /** How many real differences a verification has reported. */
  int reported;

  /** Up to here the slot's consumer has confirmed; the slot repeats what ended later. */
  long confirmed;

  /** Who holds the source exclusively: a TRUNCATE, or the cut-over. */
  Transaction exclusive;

  /** Whether somebody waits for it: nobody else gets a lock on the source then. */
  boolean exclusiveQueued;

  /** Transactions of the migrator that have read the source and hold ACCESS SHARE on it. */
  final Set<Transaction> readers = new HashSet<>();

  /** For each key, the snapshot that its row in the shadow, or its absence there, was read in. */
  final int[] readIn;

  private final Map<Integer, Transaction> writers = new HashMap<>();
  private int clock = 1;
  private int transactions;
  private long end = 100;

  FakeServer(SplittableRandom random, int keys) {
    this.random = random;
    source = new Table(keys);
    shadow = new Table(keys);
    readIn = new int[keys];
  }

  Transaction begin() {
    return new Transaction(++transactions);
  }

  int snapshot() {
    return clock;
  }

  long logEnd() {
    return end;
  }

  /** Something else is written to the log. */
  void noise() {
    end += 1 + random.nextInt(3);
  }

  /** The commit is in the log, and will be delivered; nobody sees it yet. */
  Logged logCommit(Transaction transaction) {
    long begin = end;
    end += 2;
    Logged logged = new Logged(transaction, begin, end);
    log.add(logged);
    transaction.state = Transaction.State.LOGGED;
    return logged;
  }

  void makeVisible(Transaction transaction) {
    transaction.state = Transaction.State.VISIBLE;
    transaction.visibleAt = ++clock;
    release(transaction);
  }

  void abort(Transaction transaction) {
    transaction.undoWrites();
    transaction.state = Transaction.State.ABORTED;
    release(transaction);
  }

  /** Whether ACCESS SHARE on the source can be had without waiting. */
  boolean isReadable() {
    return exclusive == null && !exclusiveQueued;
  }

  private void release(Transaction transaction) {
    readers.remove(transaction);
    if (exclusive == transaction) {
      exclusive = null;
    }
  }

  /**
   * A key is about to be written by a transaction on the shadow; says whether nobody else is at it.
   */
  boolean claim(int key, Transaction writer) {
    Transaction other = writers.put(key, writer);
    return other == null || other == writer || !other.inProgress();
  }

  boolean isFinished(int key) {
    for (Range range : finished) {
      if (range.contains(key)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first logged change at or below the position that finished rows of the shadow miss; or
   * null.
   */
  String missedUpTo(long position) {
    for (Logged logged : log) {
      for (int change : logged.end > position ? List.<Integer>of() : logged.transaction.changes) {
        for (int key = 0; key < readIn.length; key++) {
          boolean isChanged =
              change == Application.TRUNCATE || (change & ~Application.OLD_KEY) == key;
          if (isChanged && isFinished(key) && readIn[key] < logged.transaction.visibleAt) {
            return "key " + key + " changed at " + logged.end + ", read in " + readIn[key];
          }
        }
      }
    }
    return null;
  }

  /** Deletes every row of the shadow and forgets the finished ranges, in one transaction. */
  void startOver() {
    Transaction transaction = begin();
    for (int key = 0; key < shadow.keys(); key++) {
      if (shadow.delete(key, clock, transaction) == Table.BLOCKED) {
        throw new AssertionError("a writer of the shadow while it is emptied");
      }
    }
    finished.clear();
    Arrays.fill(readIn, 0);
    makeVisible(transaction);
  }
}
