package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has been compared, and what must be compared again (I7). The protocol:
 *
 * <ol>
 *   <li>{@link #begin} a range; then take one snapshot; compare transformed source and shadow in
 *       it; report {@link #checked} with the keys that differ. They are only candidates: the shadow
 *       may lag.
 *   <li>From the first {@code begin} to the swap, report every key the intake hands over as {@link
 *       #touched}, and every key a batch or a pull wrote as {@link #flushed}, once the outcome is
 *       known. What was flushed where the comparison had already been is a candidate as well.
 *   <li>{@link #beginRound} takes candidates. Then emit a marker, and wait until it is drained and
 *       the ledger's low-water has come to it: all that was pending for these keys is flushed.
 *   <li>{@link #comparing}, then take a snapshot, and compare the round's keys in it.
 *   <li>Emit a second marker, after the snapshot, and wait until it is handed over: every
 *       transaction that the snapshot saw has been handed over by then.
 *   <li>{@link #endRound} with the keys that differed. Those that no transaction touched since the
 *       round began differ for no reason that the stream knows: real. The others stay candidates.
 *   <li>Where much changes, most candidates agree by now: {@code beginRound}, {@code comparing},
 *       compare, {@link #looked} settles those without waiting for any marker, and judges none.
 *   <li>When {@link #rangesChecked} and {@link #candidates} are few, the cut-over may try. Under
 *       its lock, marker drained and flushed, it takes a last round; nothing can touch a key any
 *       more, so there the markers of steps 3 and 5 are that one, and every difference is real.
 * </ol>
 *
 * <p>Without an order no key can be located, ranges are checked strictly upwards, one at a time,
 * and whatever is flushed is a candidate from the first check on.
 *
 * <p>Thread-safe: one lock, no I/O.
 */
public final class VerificationBook {
  private final Territory ranges;
  private final KeySet candidates = new KeySet();
  private final Set<Round> rounds = new HashSet<>();
  private final int maxCandidates;
  private int restarts;
  private long rowsChecked;

  /**
   * @param order how keys compare; empty if only the server can tell
   * @param maxCandidates more than this many keys are not remembered: all ranges count as not
   *     checked then. About 100 bytes each.
   */
  public VerificationBook(Optional<KeyOrder> order, int maxCandidates) {
    ranges =
        order.isPresent()
            ? new OrderedTerritory(order.get(), List.of())
            : new FrontierTerritory(List.of());
    this.maxCandidates = maxCandidates;
  }

  /** The first stretch that is neither checked nor being checked. */
  public synchronized Optional<KeyRange> nextGap() {
    return ranges.nextGap();
  }

  /**
   * A range is being checked from now on. Call it before the snapshot.
   *
   * @throws IllegalArgumentException if it is not wholly part of a gap
   */
  public synchronized Chunk begin(KeyRange range) {
    Chunk chunk = new Chunk(range);
    ranges.dispatched(chunk);
    return chunk;
  }

  /** The range was compared, which has so many rows; these keys differed in the snapshot. */
  public synchronized void checked(Chunk range, long rows, Collection<Key> differing) {
    if (ranges.inFlight().contains(range)) {
      ranges.finished(range);
      rowsChecked += rows;
      differing.forEach(this::candidate);
    }
  }

  /** The range could not be compared. It is a gap again. */
  public synchronized void failed(Chunk range) {
    if (ranges.inFlight().contains(range)) {
      ranges.failed(range);
    }
  }

  /** The intake handed over a change of this key. */
  public synchronized void touched(Key key) {
    for (Round round : rounds) {
      round.touched.add(key);
    }
  }

  /** These keys were written to the shadow, and the outcome is known. */
  public synchronized void flushed(Collection<Key> keys) {
    for (Key key : keys) {
      if (ranges.chunkOf(key) != null || ranges.isFinished(key)) {
        candidate(key);
      }
    }
  }

  /**
   * Takes candidates to be compared again.
   *
   * @param maxKeys 1 or more
   * @return empty if there are none
   */
  public synchronized Optional<Round> beginRound(int maxKeys) {
    List<Key> keys = candidates.poll(maxKeys);
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    Round round = new Round(keys);
    rounds.add(round);
    return Optional.of(round);
  }

  /**
   * The round's snapshot will be taken now: it sees what was flushed so far, which then needs no
   * other look.
   */
  public synchronized void comparing(Round round) {
    if (rounds.contains(round)) {
      round.keys().forEach(candidates::remove);
    }
  }

  /**
   * Ends a round.
   *
   * @param differing the keys that differed in its snapshot
   * @return those that really differ: repair and report them, and they will be flushed and compared
   *     again
   */
  public synchronized List<Key> endRound(Round round, Collection<Key> differing) {
    if (!rounds.remove(round)) {
      return List.of();
    }
    differing.forEach(this::candidate);
    return differing.stream().distinct().filter(key -> !round.touched.contains(key)).toList();
  }

  /**
   * Ends a round that was compared at once, without the markers: what agreed in its snapshot is
   * settled until it is flushed again, what differed may only not have been applied yet.
   */
  public synchronized void looked(Round round, Collection<Key> differing) {
    if (rounds.remove(round)) {
      differing.forEach(this::candidate);
    }
  }

  /** The round could not be compared. Its keys are candidates again. */
  public synchronized void failed(Round round) {
    if (rounds.remove(round)) {
      round.keys().forEach(this::candidate);
    }
  }

  /** Whether every range has been checked, from −∞ to +∞. */
  public synchronized boolean rangesChecked() {
    return ranges.inFlight().isEmpty() && ranges.nextGap().isEmpty();
  }

  /** How many rows the ranges have that have been checked. */
  public synchronized long rowsChecked() {
    return rowsChecked;
  }

  /** How many keys are to be compared again, those of rounds under way included. */
  public synchronized long candidates() {
    return candidates.size() + rounds.stream().mapToLong(round -> round.keys().size()).sum();
  }

  /** How often it had to start over because there were too many candidates, or was told to. */
  public synchronized int restarts() {
    return restarts;
  }

  /** Nothing has been checked; what is being checked does not count. */
  public synchronized void restart() {
    List.copyOf(ranges.inFlight()).forEach(ranges::failed);
    ranges.restart();
    rounds.clear();
    candidates.clear();
    rowsChecked = 0;
    restarts++;
  }

  private void candidate(Key key) {
    candidates.add(key);
    if (candidates.size() > maxCandidates) {
      restart();
    }
  }
}
