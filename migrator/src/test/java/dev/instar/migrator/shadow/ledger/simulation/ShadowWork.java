package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.migrator.shadow.ledger.Batch;
import dev.instar.migrator.shadow.ledger.Chunk;
import dev.instar.migrator.shadow.ledger.InFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One chunk or flush: a transaction on the shadow, in steps between which anything may happen. */
final class ShadowWork {
  private enum Phase {
    BEGIN,
    DELETE,
    READ,
    WRITE,
    SAVE,
    SEND,
    SENT,
    DECIDED
  }

  private static final int MAX_ATTEMPTS = 8;

  private final Pipeline pipeline;
  private final FakeServer server;

  /**
   * What the ledger knows of it; null for a flush behind its back, or a chunk not dispatched yet.
   */
  private InFlight work;

  /** The chunk's range; null for a flush. */
  private final Range range;

  private final Set<Integer> keys = new TreeSet<>();
  private final Set<Integer> pulled = new TreeSet<>();
  private final List<Row> rows = new ArrayList<>();
  private Transaction transaction;
  private Phase phase = Phase.BEGIN;
  private int snapshot;
  private int deleteSnapshot = -1;
  private int attempts;
  private LogPosition position;
  private boolean committed;

  ShadowWork(Pipeline pipeline, InFlight work, Range range, Set<Integer> keys) {
    this.pipeline = pipeline;
    this.server = pipeline.server;
    this.work = work;
    this.range = range;
    this.keys.addAll(keys);
  }

  /** Whether a chunk that copies this key has not ended. */
  boolean copies(int key) {
    return range != null && range.contains(key);
  }

  boolean isChunk() {
    return range != null;
  }

  /** Goes on by one step; whether it has ended. */
  boolean step() {
    if (phase != Phase.SENT && phase != Phase.DECIDED && server.random.nextInt(60) == 0) {
      return fail();
    }
    return switch (phase) {
      case BEGIN -> begin();
      case DELETE -> delete();
      case READ -> read();
      case WRITE -> write();
      case SAVE -> save();
      case SEND -> send();
      case SENT -> decide();
      case DECIDED -> learn();
    };
  }

  private boolean begin() {
    pipeline.checkEpoch();
    transaction = server.begin();
    if (range != null
        && pipeline.weakening == Weakening.I2_A_CHUNK_IS_IN_FLIGHT_ONLY_AFTER_ITS_SNAPSHOT) {
      snapshot = server.snapshot();
    }
    phase = range == null ? Phase.DELETE : Phase.READ;
    return false;
  }

  private boolean delete() {
    Set<Integer> delete = new TreeSet<>(pulled);
    if (range == null) {
      delete.addAll(keys);
    }
    // A statement that waits for a row's lock goes on with the snapshot it began with.
    deleteSnapshot = deleteSnapshot < 0 ? server.snapshot() : deleteSnapshot;
    for (int key : delete) {
      claim(key);
      if (server.shadow.delete(key, deleteSnapshot, transaction) == Table.BLOCKED) {
        return ++attempts > MAX_ATTEMPTS && fail();
      }
    }
    deleteSnapshot = -1;
    phase = Phase.READ;
    return false;
  }

  private boolean read() {
    if (range != null && work == null) {
      if (server.random.nextInt(4) > 0) {
        return false;
      }
      work = pipeline.ledger.dispatch(range.toKeyRange()).orElse(null);
      if (work == null) {
        return fail();
      }
    } else if (!server.isReadable()) {
      return ++attempts > MAX_ATTEMPTS && fail();
    } else {
      snapshot = server.snapshot();
    }
    server.readers.add(transaction);
    if (range == null && pipeline.weakening == Weakening.I2_A_BATCH_READS_IN_AN_OLDER_SNAPSHOT) {
      snapshot = pipeline.olderSnapshot;
    }
    rows.clear();
    Set<Integer> all = new TreeSet<>(keys);
    all.addAll(pulled);
    for (int key : all) {
      claim(key);
      Row row = server.source.read(key, snapshot, null);
      if (row != null) {
        rows.add(row);
      }
    }
    phase = Phase.WRITE;
    return false;
  }

  private boolean write() {
    while (!rows.isEmpty()) {
      Row row = rows.getFirst();
      if (pipeline.writesWrongly()) {
        row = new Row(row.key(), row.value() + 1, row.unique());
      }
      int outcome = server.shadow.insert(row.transformed(), transaction);
      if (outcome == Table.BLOCKED) {
        return ++attempts > MAX_ATTEMPTS && fail();
      }
      if (outcome != Table.OK && pipeline.weakening != Weakening.I4_ON_CONFLICT_DO_NOTHING) {
        return resolve(rows.getFirst(), outcome);
      }
      rows.removeFirst();
    }
    phase = Phase.SAVE;
    return false;
  }

  /**
   * A row of the shadow is in the way: takes its key along, unless the source has the duplicate
   * too.
   */
  private boolean resolve(Row row, int conflicting) {
    transaction.undoWrites();
    if (++attempts > MAX_ATTEMPTS) {
      return fail();
    }
    if (keys.contains(conflicting) || pulled.contains(conflicting)) {
      if (pipeline.asserts()) {
        throw new AssertionError("I3: own key " + conflicting + " was written by somebody else");
      }
      pulled.add(conflicting);
      phase = Phase.DELETE;
      return false;
    }
    int now = server.snapshot();
    Row own = server.source.read(row.key(), now, null);
    Row other = server.source.read(conflicting, now, null);
    if (pipeline.weakening == Weakening.I4_A_CONFLICT_IS_DECIDED_IN_TWO_SNAPSHOTS) {
      own = row;
    }
    if (own != null && other != null && own.unique() == other.unique()) {
      throw new Stopped("DUPLICATE_ROWS: " + own + " and " + other);
    }
    if (pipeline.weakening != Weakening.I3_PULLED_KEYS_ARE_NOT_RESERVED
        && work != null
        && !pipeline.ledger.pull(work, List.of(Range.key(conflicting)))) {
      return fail();
    }
    pulled.add(conflicting);
    phase = Phase.DELETE;
    return false;
  }

  private boolean save() {
    position = pipeline.positionToSave(work);
    phase = Phase.SEND;
    return false;
  }

  private boolean send() {
    if (pipeline.settings.isSlow() && server.random.nextInt(12) > 0) {
      return false;
    }
    phase = Phase.SENT;
    Weakening early =
        isChunk()
            ? Weakening.I2_IN_FLIGHT_ENDS_BEFORE_THE_OUTCOME_IS_KNOWN
            : Weakening.I2_A_BATCH_IS_DONE_BEFORE_ITS_OUTCOME_IS_KNOWN;
    if (pipeline.weakening == early) {
      tellLedger(true);
      work = null;
    }
    return false;
  }

  /** The server commits, or fails to; the client does not know yet. */
  private boolean decide() {
    phase = Phase.DECIDED;
    committed = server.random.nextInt(15) > 0;
    if (!committed) {
      server.abort(transaction);
      return false;
    }
    server.makeVisible(transaction);
    for (int key = 0; key < server.readIn.length; key++) {
      if (keys.contains(key) || pulled.contains(key)) {
        server.readIn[key] = Math.max(snapshot, server.readIn[key]);
      }
    }
    if (range != null) {
      server.finished.add(range);
    }
    pipeline.saved(position);
    return false;
  }

  private boolean learn() {
    tellLedger(committed);
    if (committed && pipeline.weakening != Weakening.I7_FLUSHED_KEYS_ARE_NOT_CHECKED_AGAIN) {
      List<Key> written = new ArrayList<>();
      pulled.forEach(key -> written.add(Range.key(key)));
      keys.forEach(key -> written.add(Range.key(key)));
      pipeline.book.flushed(written);
    }
    return true;
  }

  private void tellLedger(boolean there) {
    if (pipeline.isDead() || work == null) {
      return;
    }
    switch (work) {
      case Chunk chunk when there -> pipeline.ledger.finished(chunk);
      case Chunk chunk -> pipeline.ledger.failed(chunk);
      case Batch batch when there -> pipeline.ledger.done(batch);
      case Batch batch -> pipeline.ledger.failed(batch);
    }
  }

  private boolean fail() {
    if (transaction != null) {
      server.abort(transaction);
    }
    tellLedger(false);
    return true;
  }

  /**
   * The client is gone, and a takeover waits: a commit that was sent may succeed, the rest is
   * undone.
   */
  void end() {
    if (phase == Phase.SENT) {
      decide();
    } else if (phase != Phase.DECIDED && transaction != null) {
      server.abort(transaction);
    }
  }

  /** Whether there is still something that the server may do without the client. */
  boolean goesOnAlone() {
    return phase != Phase.BEGIN && phase != Phase.DECIDED && transaction.inProgress();
  }

  private void claim(int key) {
    if (!server.claim(key, transaction) && pipeline.asserts()) {
      throw new AssertionError("I3: two writers of key " + key);
    }
  }

  @Override
  public String toString() {
    return (range == null ? "flush " + keys : "chunk " + range) + "+" + pulled + " " + phase;
  }
}
