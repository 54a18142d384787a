package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import dev.instar.migrator.shadow.ledger.Chunk;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.shadow.ledger.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Compares range by range, and candidates in rounds, as the book's protocol says. */
final class Verifier {
  private final Pipeline pipeline;
  private final FakeServer server;
  private Chunk chunk;
  private Round round;

  /** Whether the round is compared at once, without markers. */
  private boolean isLook;

  private Transaction reader;
  private int snapshot;
  private LogPosition firstMarker;
  private LogPosition secondMarker;
  private List<Key> differing = List.of();

  Verifier(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.server = pipeline.server;
  }

  boolean isIdle() {
    return chunk == null && round == null;
  }

  void step() {
    if (chunk != null) {
      stepRange();
    } else if (round != null && isLook) {
      stepLook();
    } else if (round != null) {
      stepRound();
    } else if (pipeline.ledger.copied() && pipeline.mayBeginWork()) {
      Optional<KeyRange> gap = pipeline.book.nextGap();
      if (gap.isPresent()) {
        Range range = Range.of(gap.get());
        int upper = Math.min(range.upper(), range.lower() + 1 + server.random.nextInt(6));
        chunk =
            pipeline.book.begin(
                new Range(range.lower(), upper >= server.source.keys() ? Range.HIGHEST : upper)
                    .toKeyRange());
      } else {
        round = pipeline.book.beginRound(1 + server.random.nextInt(4)).orElse(null);
        isLook = server.random.nextBoolean();
      }
    }
  }

  private void stepRange() {
    if (reader == null) {
      takeSnapshot();
      return;
    }
    if (server.random.nextInt(20) == 0) {
      letGo();
      return;
    }
    Range range = Range.of(chunk.range());
    List<Integer> keys = new ArrayList<>();
    for (int key = 0; key < server.source.keys(); key++) {
      if (range.contains(key)) {
        keys.add(key);
      }
    }
    List<Key> found = compare(server, keys, snapshot, null);
    pipeline.book.checked(chunk, 1, found);
    if (pipeline.weakening == Weakening.I7_A_DIFFERENCE_COUNTS_AT_ONCE) {
      report(found);
    }
    chunk = null;
    closeReader();
  }

  private void stepRound() {
    if (firstMarker == null) {
      firstMarker = marker();
    } else if (reader == null && secondMarker == null) {
      if (pipeline.ledger.lowWater().compareTo(firstMarker) >= 0 && server.isReadable()) {
        pipeline.book.comparing(round);
        takeSnapshot();
      }
    } else if (reader != null) {
      differing =
          compare(server, round.keys().stream().map(Range::number).toList(), snapshot, null);
      closeReader();
      secondMarker = marker();
    } else if (pipeline.intake.handedOver().compareTo(secondMarker) >= 0) {
      report(pipeline.book.endRound(round, differing));
      round = null;
      letGo();
    }
  }

  private void stepLook() {
    if (reader == null) {
      if (server.isReadable()) {
        pipeline.book.comparing(round);
        takeSnapshot();
      }
      return;
    }
    List<Key> found =
        compare(server, round.keys().stream().map(Range::number).toList(), snapshot, null);
    boolean isForgotten = pipeline.weakening == Weakening.I7_A_LOOK_SETTLES_WHAT_DIFFERS;
    pipeline.book.looked(round, isForgotten ? List.of() : found);
    round = null;
    closeReader();
  }

  private void takeSnapshot() {
    if (server.isReadable()) {
      reader = server.begin();
      server.readers.add(reader);
      snapshot = server.snapshot();
    }
  }

  private LogPosition marker() {
    Transaction marker = server.begin();
    FakeServer.Logged logged = server.logCommit(marker);
    pipeline.application.logged(marker);
    return new Lsn(logged.end());
  }

  /** The keys whose rows differ, in one snapshot of both tables. */
  static List<Key> compare(FakeServer server, List<Integer> keys, int in, Transaction own) {
    List<Key> found = new ArrayList<>();
    for (int key : keys) {
      Row row = server.source.read(key, in, own);
      Row expected = row == null ? null : row.transformed();
      if (!Objects.equals(expected, server.shadow.read(key, in, own))) {
        found.add(Range.key(key));
      }
    }
    return found;
  }

  /** Differences that are real: repaired by reading them again. */
  void report(List<Key> real) {
    server.reported += real.size();
    pipeline.ledger.again(real);
  }

  /** Gives up what is under way. */
  void letGo() {
    if (chunk != null) {
      pipeline.book.failed(chunk);
      chunk = null;
    }
    if (round != null) {
      pipeline.book.failed(round);
      round = null;
    }
    firstMarker = null;
    secondMarker = null;
    closeReader();
  }

  private void closeReader() {
    if (reader != null) {
      server.abort(reader);
      reader = null;
    }
  }
}
