package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.migrator.shadow.ledger.Batch;
import dev.instar.migrator.shadow.ledger.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lock, marker, drain, flush on the connection that holds the lock, check, swap (I8). */
final class CutOver {
  private static final int PATIENCE_STEPS = 40;

  private final Pipeline pipeline;
  private final FakeServer server;
  private final Verifier verifier;
  private Transaction transaction;

  /** What was flushed under the lock; its outcome is that of the swap. */
  private Batch batch;

  private final Set<Integer> written = new TreeSet<>();
  private LogPosition marker;
  private boolean isSent;
  private int waited;
  private boolean isUnderWay;

  CutOver(Pipeline pipeline, Verifier verifier) {
    this.pipeline = pipeline;
    this.verifier = verifier;
    this.server = pipeline.server;
  }

  @Override
  public String toString() {
    return "cut-over under way "
        + isUnderWay
        + " locked "
        + (transaction != null)
        + " sent "
        + isSent;
  }

  boolean isUnderWay() {
    return isUnderWay;
  }

  void step() {
    if (!isUnderWay) {
      begin();
    } else if (++waited > PATIENCE_STEPS) {
      letGo();
    } else if (transaction == null) {
      lock();
    } else if (marker == null) {
      marker = marker();
    } else if (!isSent) {
      flushAndCheck();
    } else {
      decide();
    }
  }

  private void begin() {
    boolean isVerified =
        !pipeline.settings.verifies()
            || (pipeline.book.rangesChecked() && pipeline.book.candidates() <= 4);
    if (pipeline.ledger.copied()
        && pipeline.mayBeginWork()
        && isVerified
        && pipeline.isIdle()
        && verifier.isIdle()
        && server.isReadable()
        && pipeline.ledger.pending() <= 4) {
      isUnderWay = true;
      waited = 0;
      server.exclusiveQueued = true;
      if (pipeline.weakening == Weakening.I8_THE_MARKER_IS_WRITTEN_BEFORE_THE_LOCK) {
        marker = marker();
      }
    }
  }

  private void lock() {
    if (server.exclusive == null
        && server.readers.isEmpty()
        && pipeline.application.writers().isEmpty()) {
      pipeline.checkEpoch();
      server.exclusiveQueued = false;
      transaction = server.begin();
      server.exclusive = transaction;
    }
  }

  private LogPosition marker() {
    Transaction tx = server.begin();
    FakeServer.Logged logged = server.logCommit(tx);
    server.makeVisible(tx);
    return new Lsn(logged.end());
  }

  private void flushAndCheck() {
    boolean isDrained = pipeline.intake.handedOver().compareTo(marker) >= 0;
    if (!isDrained
        && pipeline.weakening != Weakening.I8_THE_LAST_FLUSH_DOES_NOT_WAIT_FOR_THE_MARKER) {
      return;
    }
    if (batch == null) {
      batch = pipeline.ledger.take(Integer.MAX_VALUE).orElse(null);
    }
    if (batch != null && !flush()) {
      letGo();
      return;
    }
    LogPosition reached =
        batch == null ? pipeline.ledger.lowWater() : pipeline.ledger.lowWaterAfter(batch);
    if (isDrained && reached.compareTo(marker) < 0) {
      throw new AssertionError("I8: keys are pending under the lock that cannot be taken");
    }
    if (isEqual()) {
      isSent = true;
    } else {
      letGo();
    }
  }

  /** Whether the keys flushed last, and those still to be checked, are equal under the lock. */
  private boolean isEqual() {
    Optional<Round> last =
        pipeline.settings.verifies() ? pipeline.book.beginRound(1000) : Optional.empty();
    if (last.isEmpty()) {
      return !pipeline.settings.verifies() || pipeline.book.rangesChecked();
    }
    Round round = last.get();
    List<Key> differing =
        Verifier.compare(
            server,
            round.keys().stream().map(Range::number).toList(),
            server.snapshot(),
            transaction);
    verifier.report(pipeline.book.endRound(round, differing));
    return differing.isEmpty() && pipeline.book.rangesChecked();
  }

  private boolean flush() {
    written.addAll(pipeline.keysOf(batch));
    for (int attempt = 0; attempt < server.source.keys(); attempt++) {
      int conflict = write(written);
      if (conflict == Table.OK) {
        if (pipeline.weakening != Weakening.I7_FLUSHED_KEYS_ARE_NOT_CHECKED_AGAIN) {
          pipeline.book.flushed(written.stream().map(Range::key).toList());
        }
        return true;
      }
      if (!pipeline.ledger.pull(batch, List.of(Range.key(conflict)))) {
        return false;
      }
      written.add(conflict);
    }
    return false;
  }

  /** Deletes, reads again, inserts; the key that is in the way, or OK. */
  private int write(Set<Integer> keys) {
    for (int key : keys) {
      if (server.shadow.delete(key, server.snapshot(), transaction) != Table.OK) {
        return server.source.keys();
      }
    }
    List<Integer> inserted = new ArrayList<>();
    for (int key : new TreeSet<>(keys)) {
      Row row = server.source.read(key, server.snapshot(), null);
      if (row == null) {
        continue;
      }
      if (pipeline.writesWrongly()) {
        row = new Row(row.key(), row.value() + 1, row.unique());
      }
      int outcome = server.shadow.insert(row.transformed(), transaction);
      if (outcome != Table.OK) {
        inserted.forEach(own -> server.shadow.delete(own, server.snapshot(), transaction));
        return outcome;
      }
      inserted.add(key);
    }
    return Table.OK;
  }

  private void decide() {
    if (server.random.nextInt(15) == 0) {
      letGo();
      return;
    }
    for (int key : written) {
      server.readIn[key] = server.snapshot();
    }
    server.makeVisible(transaction);
    server.swapped = true;
    if (batch != null) {
      pipeline.ledger.done(batch);
      batch = null;
    }
    pipeline.checkAllIsApplied();
  }

  /** The connection is gone: the swap may have been sent, and may still commit. */
  void end() {
    if (isSent) {
      decide();
    }
    letGo();
  }

  /** Gives up: what was flushed under the lock is undone, and pending again. */
  void letGo() {
    if (!isUnderWay) {
      return;
    }
    server.exclusiveQueued = false;
    if (transaction != null && transaction.inProgress()) {
      server.abort(transaction);
    }
    if (batch != null) {
      pipeline.ledger.failed(batch);
    }
    batch = null;
    written.clear();
    transaction = null;
    marker = null;
    isSent = false;
    isUnderWay = false;
  }
}
