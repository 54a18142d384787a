package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.migrator.shadow.ledger.Batch;
import dev.instar.migrator.shadow.ledger.Chunk;
import dev.instar.migrator.shadow.ledger.InFlight;
import dev.instar.migrator.shadow.ledger.KeyLedger;
import dev.instar.migrator.shadow.ledger.KeyOrder;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.shadow.ledger.VerificationBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One life of the migrator, from its (re)start to its death, as a set of things that may go next.
 */
final class Pipeline {
  /** The epoch was bumped by a successor. */
  static final class EpochLost extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Optional<KeyOrder> BIGINT = KeyOrder.of(List.of("bigint"), List.of(""));

  final FakeServer server;
  final Application application;
  final Weakening weakening;
  final Settings settings;
  final KeyLedger ledger;
  final VerificationBook book;
  final Intake intake;

  /** The snapshot before the one of the batch taken last. */
  int olderSnapshot;

  private final int epoch;
  private final List<ShadowWork> works = new ArrayList<>();
  private final Verifier verifier;
  private final CutOver cutOver;
  private int lastSnapshot;
  private boolean isStartingOver;
  private boolean isConnected = true;
  private boolean isDead;

  /**
   * @param finished the saved finished ranges
   * @param position the saved position
   */
  Pipeline(
      FakeServer server,
      Application application,
      Settings settings,
      Set<Range> finished,
      LogPosition position) {
    this.server = server;
    this.application = application;
    this.settings = settings;
    weakening = settings.weakening();
    epoch = server.epoch;
    Optional<KeyOrder> order = settings.comparesKeys() ? BIGINT : Optional.empty();
    ledger = new KeyLedger(order, finished.stream().map(Range::toKeyRange).toList(), position);
    book = new VerificationBook(order, settings.maxCandidates());
    intake = new Intake(this, server);
    verifier = new Verifier(this);
    cutOver = new CutOver(this, verifier);
  }

  boolean isDead() {
    return isDead;
  }

  boolean asserts() {
    return weakening == Weakening.NONE;
  }

  /** Whether something goes next in this pipeline. */
  void step() {
    try {
      int choice = server.random.nextInt(10 + 2 * works.size());
      if (choice >= 10) {
        stepWork((choice - 10) / 2);
      } else if (choice < 4) {
        if (isConnected) {
          intake.step();
        }
      } else if (choice < 6) {
        dispatch();
      } else if (choice < 7) {
        take();
      } else if (choice < 8) {
        saveAndAcknowledge();
      } else if (choice < 9 && settings.verifies()) {
        verifier.step();
      } else {
        cutOver.step();
      }
    } catch (EpochLost e) {
      die();
    }
  }

  private void stepWork(int index) {
    ShadowWork work = works.get(index);
    if (work.step()) {
      works.remove(work);
    }
  }

  void checkEpoch() {
    if (weakening != Weakening.I10_THE_EPOCH_IS_NOT_CHECKED && server.epoch != epoch) {
      throw new EpochLost();
    }
  }

  /**
   * No new work while the source is locked, or waits for a lock, or everything is to start over.
   */
  boolean mayBeginWork() {
    return !isStartingOver && !cutOver.isUnderWay();
  }

  boolean isIdle() {
    return works.isEmpty();
  }

  private void dispatch() {
    if (!mayBeginWork()
        || works.stream().filter(ShadowWork::isChunk).count() >= settings.workers()) {
      return;
    }
    Optional<KeyRange> gap = ledger.nextGap();
    if (gap.isEmpty()) {
      return;
    }
    Range range = cut(Range.of(gap.get()));
    Set<Integer> keys = new TreeSet<>();
    for (int key = 0; key < server.source.keys(); key++) {
      if (range.contains(key)) {
        keys.add(key);
      }
    }
    if (weakening == Weakening.I2_A_CHUNK_IS_IN_FLIGHT_ONLY_AFTER_ITS_SNAPSHOT) {
      if (works.stream().noneMatch(ShadowWork::isChunk)) {
        works.add(new ShadowWork(this, null, range, keys));
      }
      return;
    }
    Optional<Chunk> chunk = ledger.dispatch(range.toKeyRange());
    chunk.ifPresent(dispatched -> works.add(new ShadowWork(this, dispatched, range, keys)));
  }

  private Range cut(Range gap) {
    int upper = gap.lower() + 1 + server.random.nextInt(4);
    boolean isLast = gap.upper() == Range.HIGHEST && upper >= server.source.keys();
    return new Range(gap.lower(), isLast ? Range.HIGHEST : Math.min(upper, gap.upper()));
  }

  private void take() {
    if (!mayBeginWork()) {
      return;
    }
    Optional<Batch> batch = ledger.take(1 + server.random.nextInt(4));
    batch.ifPresent(taken -> works.add(new ShadowWork(this, taken, null, keysOf(taken))));
    if (batch.isPresent()) {
      olderSnapshot = lastSnapshot;
      lastSnapshot = server.snapshot();
    }
  }

  /** A batch's keys, without those that the server finds above the frontier. */
  Set<Integer> keysOf(Batch batch) {
    Set<Integer> keys = new TreeSet<>();
    for (Key key : batch.keys()) {
      int number = Range.number(key);
      if (batch.frontier().isEmpty() || Range.of(batch.frontier().get()).contains(number)) {
        keys.add(number);
      }
    }
    return keys;
  }

  LogPosition positionToSave(InFlight work) {
    LogPosition position = work == null ? ledger.lowWater() : ledger.lowWaterAfter(work);
    if (weakening == Weakening.I5_THE_POSITION_IS_SAVED_BEFORE_THE_FLUSH) {
      return intake.handedOver();
    }
    if (weakening == Weakening.I5_THE_POSITION_IS_INSIDE_A_TRANSACTION
        && intake.openEnd() != null
        && position.compareTo(intake.handedOver()) >= 0) {
      return intake.openEnd();
    }
    return position;
  }

  /** Part of a commit: of several positions the highest stands. */
  void saved(LogPosition position) {
    if (position.compareTo(server.position) > 0) {
      server.position = position;
    }
    if (asserts()) {
      String missed = server.missedUpTo(((Lsn) server.position).value());
      if (missed != null) {
        throw new AssertionError("I5: " + server.position + " is saved, but " + missed);
      }
    }
  }

  private void saveAndAcknowledge() {
    if (server.random.nextBoolean()) {
      checkEpoch();
      saved(positionToSave(null));
    }
    long durable =
        weakening == Weakening.I5_MORE_IS_ACKNOWLEDGED_THAN_WAS_SAVED
            ? intake.receivedUpTo()
            : ((Lsn) server.position).value();
    if (isConnected) {
      server.confirmed = Math.max(server.confirmed, durable);
    }
  }

  /** A TRUNCATE was handed over. Whether it has been dealt with. */
  boolean startOver(LogPosition position) {
    isStartingOver = true;
    cutOver.letGo();
    verifier.letGo();
    if (!works.isEmpty()) {
      return false;
    }
    checkEpoch();
    server.startOver();
    ledger.restart(position);
    book.restart();
    isStartingOver = false;
    return true;
  }

  /** Whether the key is neither copied nor being copied, as far as the pipeline knows. */
  boolean isAhead(int key) {
    return weakening == Weakening.I2_A_KEY_IS_LOCATED_WHEN_DECODED
        && ledger.finishedRanges().stream().noneMatch(range -> Range.of(range).contains(key))
        && works.stream().noneMatch(work -> work.copies(key));
  }

  /** Whether a weakened pipeline flushed the key behind the ledger's back, or forgot it. */
  boolean flushesAtOnce(int key) {
    if (asserts()) {
      return false;
    }
    boolean isCopying = works.stream().anyMatch(ShadowWork::isChunk);
    if (weakening == Weakening.I3_KEYS_ARE_FLUSHED_INSIDE_A_CHUNK
        && works.stream().anyMatch(work -> work.copies(key))) {
      works.add(new ShadowWork(this, null, null, Set.of(key)));
      return true;
    }
    if (weakening == Weakening.I3_CHUNKS_AND_BATCHES_DO_NOT_TAKE_TURNS && isCopying) {
      if (ledger.finishedRanges().stream().anyMatch(range -> Range.of(range).contains(key))) {
        works.add(new ShadowWork(this, null, null, Set.of(key)));
      }
      return true;
    }
    return false;
  }

  /** Whether this row is to be written wrongly, to see whether the verification notices. */
  boolean writesWrongly() {
    return settings.writesWrongly() && server.random.nextInt(25) == 0;
  }

  /** Whatever has been handed over must be in the rows, if nothing is pending. */
  void checkAllIsApplied() {
    if (asserts() && ledger.pending() == 0 && ledger.copied()) {
      String missed = server.missedUpTo(((Lsn) intake.handedOver()).value());
      if (missed != null) {
        throw new AssertionError("I2: nothing is pending, but " + missed);
      }
    }
  }

  /** Another consumer took the slot over. */
  void disconnect() {
    isConnected = false;
  }

  /** The process is gone. */
  void die() {
    isDead = true;
    cutOver.end();
    verifier.letGo();
  }

  /** What its transactions come to when a successor waits for them and ends the rest. */
  void endWorks() {
    cutOver.end();
    verifier.letGo();
    works.forEach(ShadowWork::end);
    works.clear();
  }

  /** What the server goes on with, though nobody waits for it. */
  List<ShadowWork> leaveWorks() {
    List<ShadowWork> left = works.stream().filter(ShadowWork::goesOnAlone).toList();
    works.clear();
    return left;
  }

  @Override
  public String toString() {
    return "pipeline "
        + epoch
        + (isDead ? " dead " : " ")
        + works
        + (isStartingOver ? " starting over, " : ", ")
        + (ledger.copied() ? "copied, " : "copying, ")
        + ledger.pending()
        + " pending, "
        + (book.rangesChecked() ? "checked, " : "checking, ")
        + book.candidates()
        + " candidates, "
        + cutOver
        + ", open "
        + intake.openEnd();
  }
}
