package dev.instar.migrator.shadow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyLedgerTest {
  private static final Optional<KeyOrder> BIGINT = KeyOrder.of(List.of("bigint"), List.of(""));

  private final KeyLedger ledger = new KeyLedger(BIGINT, List.of(), at(0));

  @Test
  void I2_aKeyAheadOfTheCopyIsForgotten() {
    transaction(10, 5);
    assertThat(ledger.pending()).isZero();
    assertThat(ledger.lowWater()).isEqualTo(at(10));
  }

  @Test
  void I2_aKeyInsideAChunkWaitsForItsOutcome() {
    Chunk chunk = ledger.dispatch(upTo(10)).orElseThrow();
    transaction(10, 5);
    assertThat(ledger.take(9)).isEmpty();
    assertThat(ledger.lowWaterAfter(chunk)).isEqualTo(at(0));
    ledger.finished(chunk);
    assertThat(take().keys()).containsExactly(key(5));
  }

  @Test
  void I2_aKeyInsideAChunkThatFailedIsAheadAgain() {
    Chunk chunk = ledger.dispatch(upTo(10)).orElseThrow();
    transaction(10, 5);
    ledger.failed(chunk);
    assertThat(ledger.pending()).isZero();
    assertThat(ledger.lowWater()).isEqualTo(at(10));
    assertThat(ledger.nextGap()).contains(KeyRange.ALL);
  }

  @Test
  void I2_aKeyChangedWhileItIsFlushedIsFlushedAgain() {
    copyAll();
    transaction(10, 5);
    Batch batch = take();
    transaction(20, 5);
    transaction(30, 5);
    assertThat(ledger.take(9)).isEmpty();
    assertThat(ledger.lowWaterAfter(batch)).isEqualTo(at(10));
    ledger.done(batch);
    assertThat(ledger.lowWater()).isEqualTo(at(10));
    ledger.done(take());
    assertThat(ledger.lowWater()).isEqualTo(at(30));
    assertThat(ledger.pending()).isZero();
  }

  @Test
  void I2_theKeysOfAFailedBatchGoBackWithTheirPositions() {
    copyAll();
    transaction(10, 5, 6);
    Batch batch = take();
    transaction(20, 5);
    ledger.failed(batch);
    assertThat(ledger.lowWater()).isEqualTo(at(0));
    assertThat(ledger.pending()).isEqualTo(2);
    Batch again = take();
    assertThat(again.keys()).containsExactly(key(5), key(6));
    assertThat(ledger.lowWaterAfter(again)).isEqualTo(at(20));
    ledger.done(again);
    assertThat(ledger.lowWater()).isEqualTo(at(20));
  }

  @Test
  void I3_noTwoBatchesHoldTheSameKey() {
    copyAll();
    transaction(10, 1, 2, 3);
    Batch first = ledger.take(2).orElseThrow();
    Batch second = take();
    assertThat(first.keys()).containsExactly(key(1), key(2));
    assertThat(second.keys()).containsExactly(key(3));
    assertThat(ledger.pull(second, List.of(key(9), key(1)))).isFalse();
    assertThat(ledger.pull(first, List.of(key(9)))).as("nothing was reserved").isTrue();
    assertThat(ledger.pull(second, List.of(key(9)))).isFalse();
  }

  @Test
  void I3_afterARefusedPullOnePieceOfWorkRunsAlone() {
    copyAll();
    transaction(10, 1, 2, 3);
    Batch first = ledger.take(1).orElseThrow();
    Batch second = ledger.take(1).orElseThrow();
    assertThat(ledger.pull(first, List.of(key(2)))).isFalse();
    ledger.failed(first);
    assertThat(ledger.take(9)).as("the second is out").isEmpty();
    ledger.failed(second);
    Batch alone = ledger.take(2).orElseThrow();
    assertThat(ledger.take(9)).as("the first runs alone").isEmpty();
    ledger.done(alone);
    assertThat(ledger.take(1)).isPresent();
  }

  @Test
  void I3_aKeyInsideAnotherChunkCannotBePulled() {
    ledger.finished(ledger.dispatch(upTo(10)).orElseThrow());
    Chunk second = ledger.dispatch(KeyRange.between(key(10), key(20))).orElseThrow();
    Chunk third = ledger.dispatch(KeyRange.between(key(20), key(30))).orElseThrow();
    assertThat(ledger.pull(third, List.of(key(15)))).isFalse();
    assertThat(ledger.pull(second, List.of(key(15)))).as("its own").isTrue();
    assertThatThrownBy(() -> ledger.pull(second, List.of(key(31))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void I4_pulledKeysStayAsPendingAsTheyWere() {
    ledger.finished(ledger.dispatch(upTo(10)).orElseThrow());
    transaction(10, 5);
    Chunk chunk = ledger.dispatch(KeyRange.above(key(10))).orElseThrow();
    assertThat(ledger.pull(chunk, List.of(key(5), key(6)))).isTrue();
    assertThat(ledger.take(9)).isEmpty();
    assertThat(ledger.lowWaterAfter(chunk)).isEqualTo(at(0));
    transaction(20, 6);
    ledger.finished(chunk);
    assertThat(ledger.lowWater()).isEqualTo(at(0));
    assertThat(take().keys()).containsExactly(key(5), key(6));
  }

  @Test
  void I4_keysPulledByAChunkThatFailedAreAsPendingAsTheyWere() {
    ledger.finished(ledger.dispatch(upTo(10)).orElseThrow());
    transaction(10, 5);
    Chunk chunk = ledger.dispatch(KeyRange.above(key(10))).orElseThrow();
    assertThat(ledger.pull(chunk, List.of(key(5), key(6), key(7)))).isTrue();
    transaction(20, 7);
    ledger.failed(chunk);
    assertThat(take().keys()).containsExactly(key(5), key(7));
  }

  @Test
  void I5_theOpenTransactionHoldsTheLowWaterBack() {
    copyAll();
    ledger.begin(at(10));
    ledger.changed(key(1));
    Batch part = take();
    assertThat(ledger.lowWaterAfter(part)).isEqualTo(at(0));
    ledger.done(part);
    assertThat(ledger.lowWater()).isEqualTo(at(0));
    ledger.changed(key(1));
    ledger.commit(at(11));
    assertThat(ledger.lowWaterAfter(take())).isEqualTo(at(11));
  }

  @Test
  void I5_whatIsSavedWithABatchLeavesOutWhatOthersHold() {
    copyAll();
    transaction(10, 1);
    transaction(20, 2);
    transaction(30, 3);
    Batch first = ledger.take(1).orElseThrow();
    Batch second = ledger.take(1).orElseThrow();
    assertThat(ledger.lowWaterAfter(second)).isEqualTo(at(0));
    assertThat(ledger.lowWaterAfter(first)).isEqualTo(at(10));
    ledger.done(second);
    assertThat(ledger.lowWaterAfter(first)).isEqualTo(at(20));
  }

  @Test
  void I5_idlePositionsAndReplayedTransactionsNeverTakeTheLowWaterBack() {
    KeyLedger resumed = new KeyLedger(BIGINT, List.of(KeyRange.ALL), at(50));
    resumed.begin(at(40));
    resumed.changed(key(1));
    resumed.commit(at(41));
    assertThat(resumed.lowWater()).isEqualTo(at(50));
    assertThat(resumed.take(9)).isPresent();
    resumed.idle(at(60));
    assertThat(resumed.lowWater()).isEqualTo(at(50));
  }

  @Test
  void I5_resumedFromASetOfRangesOnlyTheGapsAreCopied() {
    KeyLedger resumed =
        new KeyLedger(
            BIGINT,
            List.of(
                KeyRange.between(key(20), key(30)), upTo(10), KeyRange.between(key(30), key(40))),
            at(50));
    assertThat(resumed.nextGap()).contains(KeyRange.between(key(10), key(20)));
    assertThat(resumed.finishedRanges())
        .containsExactly(upTo(10), KeyRange.between(key(20), key(40)));
    assertThat(resumed.dispatch(KeyRange.between(key(10), key(20)))).isPresent();
    assertThat(resumed.nextGap()).contains(KeyRange.above(key(40)));
    assertThatThrownBy(() -> resumed.dispatch(KeyRange.between(key(15), key(17))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> resumed.dispatch(KeyRange.between(key(35), key(50))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(resumed.copied()).isFalse();
  }

  @Test
  void keysComeInTheOrderOfTheirFirstPosition() {
    copyAll();
    transaction(10, 7, 3);
    transaction(20, 5, 7);
    assertThat(take().keys()).containsExactly(key(7), key(3), key(5));
  }

  @Test
  void aTruncateStartsOverOnceNothingIsInFlight() {
    copyAll();
    transaction(10, 1);
    Batch batch = take();
    ledger.begin(at(20));
    ledger.changed(key(2));
    assertThatThrownBy(() -> ledger.restart(at(20))).isInstanceOf(IllegalStateException.class);
    ledger.failed(batch);
    ledger.restart(at(20));
    assertThat(ledger.lowWater()).as("its own transaction is open").isLessThan(at(20));
    ledger.changed(key(3));
    ledger.commit(at(21));
    assertThat(ledger.pending()).isZero();
    assertThat(ledger.lowWater()).isEqualTo(at(21));
    assertThat(ledger.nextGap()).contains(KeyRange.ALL);
  }

  @Test
  void I3_withoutAnOrderOnlyOnePieceOfWorkIsInFlight() {
    KeyLedger turns = new KeyLedger(Optional.empty(), List.of(), at(0));
    transaction(turns, 10, 1);
    assertThat(turns.pending()).as("nothing is copied yet").isZero();
    Chunk chunk = turns.dispatch(upTo(10)).orElseThrow();
    transaction(turns, 20, 1, 99);
    assertThat(turns.take(9)).isEmpty();
    turns.finished(chunk);
    assertThatThrownBy(() -> turns.dispatch(KeyRange.above(key(11))))
        .isInstanceOf(IllegalArgumentException.class);
    Batch batch = turns.take(9).orElseThrow();
    assertThat(batch.keys()).containsExactly(key(1), key(99));
    assertThat(batch.frontier()).contains(upTo(10));
    assertThat(turns.dispatch(KeyRange.above(key(10)))).isEmpty();
    turns.done(batch);
    turns.finished(turns.dispatch(KeyRange.above(key(10))).orElseThrow());
    assertThat(turns.copied()).isTrue();
    assertThat(turns.lowWater()).isEqualTo(at(20));
  }

  @Test
  void withoutAnOrderAFailedFirstChunkLeavesNothingPending() {
    KeyLedger turns = new KeyLedger(Optional.empty(), List.of(), at(0));
    Chunk chunk = turns.dispatch(upTo(10)).orElseThrow();
    transaction(turns, 20, 1, 99);
    transaction(turns, 30, 5);
    turns.failed(chunk);
    assertThat(turns.take(9)).isEmpty();
    assertThat(turns.lowWater()).isEqualTo(at(30));
  }

  private Batch take() {
    return ledger.take(100).orElseThrow();
  }

  private void copyAll() {
    ledger.finished(ledger.dispatch(KeyRange.ALL).orElseThrow());
  }

  private void transaction(long end, int... keys) {
    transaction(ledger, end, keys);
  }

  private static void transaction(KeyLedger ledger, long end, int... keys) {
    ledger.begin(at(end - 1));
    IntStream.of(keys).forEach(key -> ledger.changed(key(key)));
    ledger.commit(at(end));
  }

  private static KeyRange upTo(int key) {
    return KeyRange.upTo(key(key));
  }

  private static Key key(int key) {
    return Key.of(Integer.toString(key));
  }

  private static LogPosition at(long position) {
    return new Lsn(position);
  }
}
