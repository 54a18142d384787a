package dev.instar.engine.txn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which transactions have committed and which were rolled back: two bits each, in pages of 32768
 * transactions and 8 kB.
 *
 * <p>Below the horizon nothing is kept: vacuum has removed every row version that a rolled-back
 * transaction left there, so that whatever is found in a row below it has committed. At a rate of
 * 5000 writing transactions a second the log of a day without vacuum is 108 MB.
 *
 * <p>Reading takes no lock. Writing is serialised by {@link Transactions}. A checkpoint writes the
 * {@linkplain #page pages} out; recovery puts them back and sets what the log says.
 */
public class CommitLog {
  /** Transactions in a page. */
  public static final int PAGE_SIZE = 1 << 15;

  private static final int PER_WORD = Long.SIZE / 2;
  private static final int WORDS = PAGE_SIZE / PER_WORD;
  private static final long COMMITTED = 1;
  private static final long ABORTED = 2;
  private static final long MASK = 3;

  /** Pages from the given number on; replaced as a whole when the range changes. */
  private record Pages(long horizon, long first, List<AtomicLongArray> pages) {}

  private volatile Pages pages;

  /**
   * @param horizon ids below it count as committed
   */
  public CommitLog(long horizon) {
    pages = new Pages(horizon, horizon / PAGE_SIZE, List.of());
  }

  /** IN_PROGRESS stands for: nothing has been set. */
  public TransactionStatus status(long xid) {
    Pages now = pages;
    if (xid < now.horizon()) {
      return TransactionStatus.COMMITTED;
    }
    long page = xid / PAGE_SIZE - now.first();
    if (page >= now.pages().size()) {
      return TransactionStatus.IN_PROGRESS;
    }
    int place = (int) (xid % PAGE_SIZE);
    long word = now.pages().get((int) page).get(place / PER_WORD);
    long bits = (word >>> shift(place)) & MASK;
    if (bits == COMMITTED) {
      return TransactionStatus.COMMITTED;
    }
    return bits == ABORTED ? TransactionStatus.ABORTED : TransactionStatus.IN_PROGRESS;
  }

  /** Sets what has become of a transaction; for {@link Transactions}, and for recovery. */
  public synchronized void set(long xid, TransactionStatus status) {
    if (xid < pages.horizon()) {
      return;
    }
    long bits =
        switch (status) {
          case COMMITTED -> COMMITTED;
          case ABORTED -> ABORTED;
          case IN_PROGRESS -> throw new IllegalArgumentException("nothing goes back to that");
        };
    AtomicLongArray page = pageForWriting(xid / PAGE_SIZE);
    int place = (int) (xid % PAGE_SIZE);
    int word = place / PER_WORD;
    page.set(word, (page.get(word) & ~(MASK << shift(place))) | (bits << shift(place)));
  }

  private static int shift(int place) {
    return place % PER_WORD * 2;
  }

  private AtomicLongArray pageForWriting(long number) {
    Pages now = pages;
    int index = (int) (number - now.first());
    if (index >= now.pages().size()) {
      List<AtomicLongArray> more = new ArrayList<>(now.pages());
      while (more.size() <= index) {
        more.add(new AtomicLongArray(WORDS));
      }
      pages = new Pages(now.horizon(), now.first(), List.copyOf(more));
    }
    return pages.pages().get(index);
  }

  /** Forgets what is below; everything there counts as committed from now on. */
  public synchronized void forgetBelow(long horizon) {
    Pages now = pages;
    if (horizon <= now.horizon()) {
      return;
    }
    long first = horizon / PAGE_SIZE;
    int dropped = (int) Math.min(first - now.first(), now.pages().size());
    List<AtomicLongArray> kept = now.pages().subList(dropped, now.pages().size());
    pages = new Pages(horizon, first, List.copyOf(kept));
  }

  public long horizon() {
    return pages.horizon();
  }

  /** The number of the first page; a page's number is xid / {@link #PAGE_SIZE}. */
  public long firstPage() {
    return pages.first();
  }

  /** The number after the last page. */
  public long endPage() {
    Pages now = pages;
    return now.first() + now.pages().size();
  }

  /** A page as it now stands, to be written by a checkpoint. */
  public synchronized long[] page(long number) {
    AtomicLongArray page = pages.pages().get((int) (number - pages.first()));
    long[] words = new long[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = page.get(i);
    }
    return words;
  }

  /** Puts a page back; before there are transactions. */
  public synchronized void restore(long number, long[] words) {
    if (words.length != WORDS) {
      throw new IllegalArgumentException("not a page: " + words.length + " words");
    }
    AtomicLongArray page = pageForWriting(number);
    for (int i = 0; i < WORDS; i++) {
      page.set(i, words[i]);
    }
  }
}
