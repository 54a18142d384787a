package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where every key is (I2). A key whose change is handed over is
 *
 * <ul>
 *   <li><em>ahead</em> of the copy: forgotten, for the chunk that will copy it takes its snapshot
 *       later, and every later snapshot sees the change (I1);
 *   <li><em>in flight</em> in a chunk: pending, and waits until the chunk's outcome is known. If
 *       its rows are there, the key may be taken; if they are not, the range is ahead again and the
 *       key is forgotten. An outcome that is not known yet keeps the chunk in flight (I10);
 *   <li><em>finished</em>: pending, may be taken;
 *   <li><em>held</em> by a batch, or pulled by a piece of work: pending again, may be taken once
 *       that one is done.
 * </ul>
 *
 * <p>Where the client cannot compare keys there is no place to tell: chunks go strictly upwards,
 * every changed key is pending, and only one piece of work, chunk or batch, is in flight at a time
 * (I3).
 *
 * <p>What callers owe: a chunk's snapshot is taken after {@link #dispatch}; the source rows of a
 * batch are read by a statement that began after {@link #take}. Those of pulled keys may have been
 * read before {@link #pull}, so a change handed over in between is not settled by it. Outcomes are
 * reported when known, not when hoped for. Of several low-waters saved, the highest stands: work
 * that ends later may carry a lower one.
 *
 * <p>Thread-safe: one lock, never held for long, no I/O. The intake ({@link #begin} to {@link
 * #idle}) is one thread's.
 */
public final class KeyLedger {
  private final Territory territory;
  private final EntryTable entries = new EntryTable();
  private final Groups groups;
  private final Set<InFlight> inFlight = new HashSet<>();
  private long pending;

  /**
   * Whether a pull was refused since; then the next piece of work runs alone, and is never refused.
   */
  private boolean contended;

  private InFlight alone;

  /**
   * @param order how keys compare; empty if only the server can tell
   * @param finished the saved set of finished ranges
   * @param position the saved low-water: everything at or below it is settled
   * @throws IllegalArgumentException if the ranges overlap, or, without an order, leave a hole
   */
  public KeyLedger(Optional<KeyOrder> order, Collection<KeyRange> finished, LogPosition position) {
    territory =
        order.isPresent()
            ? new OrderedTerritory(order.get(), finished)
            : new FrontierTerritory(finished);
    groups = new Groups(position);
  }

  /** A transaction is being handed over: every snapshot taken from now on sees it (I1). */
  public synchronized void begin(LogPosition commit) {
    groups.begin(entries.size());
  }

  /** The row under {@code key} may have changed in the transaction being handed over. */
  public synchronized void changed(Key key) {
    pend(key, groups.open());
  }

  /**
   * Makes keys pending although the stream has not named them, so that they are read again: the
   * repair of a row that differs. Keys ahead of the copy are left to it.
   */
  public synchronized void again(Collection<Key> keys) {
    for (Key key : keys) {
      pend(key, groups.current());
    }
  }

  /** The transaction is complete; {@code end} is where a stream begins that does not repeat it. */
  public synchronized void commit(LogPosition end) {
    groups.commit(end);
  }

  /** All that committed before {@code upTo} has been handed over. */
  public synchronized void idle(LogPosition upTo) {
    groups.idle(upTo);
  }

  /**
   * The first stretch neither finished nor in flight; the caller cuts a chunk from its lower end.
   */
  public synchronized Optional<KeyRange> nextGap() {
    return territory.nextGap();
  }

  /**
   * Puts a range in flight, from now on. Call it before the chunk's snapshot is taken.
   *
   * @return the chunk; empty if it must wait for others in flight to end: always without an order,
   *     and for one turn after a refused {@link #pull}
   * @throws IllegalArgumentException if the range is not wholly part of a gap, or, without an
   *     order, does not begin at the frontier
   */
  public synchronized Optional<Chunk> dispatch(KeyRange range) {
    if (!mayBegin()) {
      return Optional.empty();
    }
    Chunk chunk = new Chunk(range);
    territory.dispatched(chunk);
    begun(chunk);
    return Optional.of(chunk);
  }

  /** The chunk's transaction has committed: its rows are there, and those of its pulled keys. */
  public synchronized void finished(Chunk chunk) {
    end(chunk);
    territory.finished(chunk);
    release(chunk.waiting);
    putBack(chunk.pulled);
  }

  /** The chunk's transaction is known to have left nothing behind. Its range is a gap again. */
  public synchronized void failed(Chunk chunk) {
    end(chunk);
    territory.failed(chunk);
    settle(chunk.waiting);
    putBack(chunk.pulled);
    if (territory.takesTurns() && territory.finished().isEmpty()) {
      for (Group group = groups.oldest(); group != null; group = group.newer) {
        settle(group.ready);
      }
    }
  }

  /** Whether there is no gap and no chunk in flight. */
  public synchronized boolean copied() {
    return territory.inFlight().isEmpty() && territory.nextGap().isEmpty();
  }

  /** The finished ranges in ascending order, adjacent ones merged. */
  public synchronized List<KeyRange> finishedRanges() {
    return territory.finished();
  }

  /**
   * Takes pending keys to be flushed, the oldest first. No two batches hold the same key, and none
   * is inside a chunk in flight.
   *
   * @param maxKeys 1 or more
   * @return empty if there is none to take now, or it must wait as {@link #dispatch} says
   */
  public synchronized Optional<Batch> take(int maxKeys) {
    if (maxKeys < 1) {
      throw new IllegalArgumentException("maxKeys: " + maxKeys);
    }
    if (!mayBegin()) {
      return Optional.empty();
    }
    List<Entry> taken = new ArrayList<>();
    for (Group group = groups.oldest();
        group != null && taken.size() < maxKeys;
        group = group.newer) {
      for (Entry e = group.ready.first; e != null && taken.size() < maxKeys; e = e.next) {
        taken.add(e);
      }
    }
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    List<Key> keys = taken.stream().map(entry -> CompactKey.decode(entry.key)).toList();
    Optional<KeyRange> frontier =
        territory.takesTurns() ? territory.finished().stream().findFirst() : Optional.empty();
    Batch batch = new Batch(keys, frontier);
    taken.forEach(entry -> move(entry, batch.held));
    begun(batch);
    return Optional.of(batch);
  }

  /** The batch's transaction has committed: its keys stand as they were read. */
  public synchronized void done(Batch batch) {
    end(batch);
    settle(batch.held);
    putBack(batch.pulled);
  }

  /** The batch's transaction is known to have left nothing behind. Its keys are pending again. */
  public synchronized void failed(Batch batch) {
    end(batch);
    putBack(batch.held);
    putBack(batch.pulled);
  }

  /**
   * Reserves further keys for a piece of work that found them in its way (I4): it will write them
   * too, as its snapshot sees them, which may be older than this call. So they stay as pending as
   * they are, whatever comes of the work.
   *
   * @return false, and nothing is reserved, if another piece of work holds one of them or is
   *     copying it: roll back, report the failure, and try again. So that two of them cannot refuse
   *     each other for ever, the ledger then lets everything in flight end and hands out one piece
   *     of work alone
   * @throws IllegalArgumentException if a key is ahead of the copy: no row of it can be in the way
   */
  public synchronized boolean pull(InFlight owner, Collection<Key> keys) {
    if (!inFlight.contains(owner)) {
      throw new IllegalArgumentException(owner + " is not in flight");
    }
    EntryList pulled = pulled(owner);
    List<Key> wanted = new ArrayList<>();
    for (Key key : new HashSet<>(keys)) {
      Entry entry = entries.get(CompactKey.encode(key));
      Chunk chunk = territory.chunkOf(key);
      boolean isHeld = entry != null && entry.isHeld();
      boolean isOthers = isHeld ? entry.list.work != owner : chunk != null && chunk != owner;
      if (isOthers) {
        contended = true;
        return false;
      }
      if (entry == null && chunk == null && !territory.isFinished(key)) {
        throw new IllegalArgumentException("the copy has not come to " + key + " yet");
      }
      // Within its own range a chunk needs no reservation; what changed there stays pending.
      if (chunk == null && !isHeld) {
        wanted.add(key);
      }
    }
    for (Key key : wanted) {
      byte[] bytes = CompactKey.encode(key);
      Entry entry = entries.get(bytes);
      if (entry == null) {
        entry = new Entry(bytes);
        entries.add(entry);
        pulled.append(entry);
      } else {
        move(entry, pulled);
      }
    }
    return true;
  }

  /** At or below it nothing is pending, waiting or held. Never goes down. */
  public synchronized LogPosition lowWater() {
    return groups.lowWater();
  }

  /**
   * What may be saved in the work's own transaction (I5): the low-water as it would be with its
   * keys settled and everything else as it is. Under the cut-over's lock (I8), once the stream is
   * drained to the marker, this at or above the marker says that the last batch holds all there
   * was.
   */
  public synchronized LogPosition lowWaterAfter(InFlight work) {
    if (!inFlight.contains(work)) {
      throw new IllegalArgumentException(work + " is not in flight");
    }
    return switch (work) {
      case Chunk ignored -> groups.lowWater();
      case Batch batch -> groups.lowWaterAfter(batch.held);
    };
  }

  /** How many keys have changes that are not settled: pending, waiting or held. */
  public synchronized long pending() {
    return pending;
  }

  /**
   * Starts over after a TRUNCATE: nothing is finished, nothing pending. May be called within the
   * transaction being handed over; the low-water then stays before it until its commit.
   *
   * @param position everything at or below it is settled once the shadow is empty
   * @throws IllegalStateException while a chunk or a batch is in flight
   */
  public synchronized void restart(LogPosition position) {
    if (!inFlight.isEmpty()) {
      throw new IllegalStateException("cannot start over while in flight: " + inFlight);
    }
    territory.restart();
    entries.clear();
    pending = 0;
    groups.restart(position);
  }

  private void pend(Key key, Group group) {
    byte[] bytes = CompactKey.encode(key);
    Entry known = entries.get(bytes);
    if (known != null) {
      if (known.isHeld() && known.again == null) {
        known.again = group;
        group.unsettled++;
        pending++;
      }
      groups.removeIfSettled(group);
      return;
    }
    Chunk chunk = territory.chunkOf(key);
    if (chunk == null && !territory.isFinished(key)) {
      groups.removeIfSettled(group);
      return;
    }
    Entry entry = new Entry(bytes);
    entry.group = group;
    group.unsettled++;
    pending++;
    entries.add(entry);
    (chunk == null ? group.ready : chunk.waiting).append(entry);
  }

  /** Without an order, and after a refused pull, one piece of work is in flight at a time. */
  private boolean mayBegin() {
    return inFlight.isEmpty() || !(territory.takesTurns() || contended);
  }

  private void begun(InFlight work) {
    if (contended) {
      alone = work;
    }
    inFlight.add(work);
  }

  private void end(InFlight work) {
    if (!inFlight.remove(work)) {
      throw new IllegalArgumentException(work + " is not in flight");
    }
    if (work.equals(alone)) {
      alone = null;
      contended = false;
    }
  }

  private static EntryList pulled(InFlight work) {
    return switch (work) {
      case Chunk chunk -> chunk.pulled;
      case Batch batch -> batch.pulled;
    };
  }

  private static void move(Entry entry, EntryList to) {
    entry.list.remove(entry);
    to.append(entry);
  }

  /** Its keys may be taken. */
  private static void release(EntryList list) {
    while (list.first != null) {
      move(list.first, list.first.group.ready);
    }
  }

  /** Its keys are settled, but for what came while they were held. */
  private void settle(EntryList list) {
    while (list.first != null) {
      Entry entry = list.first;
      Group settled = entry.group;
      entry.group = entry.again;
      entry.again = null;
      if (entry.group == null) {
        list.remove(entry);
        entries.remove(entry);
      } else {
        move(entry, entry.group.ready);
      }
      if (settled != null) {
        pending--;
        groups.settle(settled);
      }
    }
  }

  /** Its keys are as pending as they were, or more so. */
  private void putBack(EntryList list) {
    while (list.first != null) {
      Entry entry = list.first;
      Group later = entry.again;
      entry.again = null;
      if (entry.group == null) {
        entry.group = later;
      } else if (later != null) {
        pending--;
        groups.settle(later);
      }
      if (entry.group == null) {
        list.remove(entry);
        entries.remove(entry);
      } else {
        move(entry, entry.group.ready);
      }
    }
  }
}
