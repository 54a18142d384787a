package dev.instar.migrator.shadow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.Key;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationBookTest {
  private static final Optional<KeyOrder> BIGINT = KeyOrder.of(List.of("bigint"), List.of(""));

  private final VerificationBook book = new VerificationBook(BIGINT, 100);

  @Test
  void I7_everyRangeIsCheckedFromEndToEnd() {
    assertThat(book.nextGap()).contains(KeyRange.ALL);
    Chunk first = book.begin(KeyRange.upTo(key(10)));
    assertThat(book.nextGap()).contains(KeyRange.above(key(10)));
    Chunk second = book.begin(KeyRange.above(key(10)));
    book.checked(second, 1, List.of());
    assertThat(book.rangesChecked()).isFalse();
    book.failed(first);
    assertThat(book.nextGap()).contains(KeyRange.upTo(key(10)));
    book.checked(book.begin(KeyRange.upTo(key(10))), 1, List.of());
    assertThat(book.rangesChecked()).isTrue();
    assertThat(book.candidates()).isZero();
  }

  @Test
  void I7_aDifferenceNobodyTouchedIsReal() {
    book.checked(book.begin(KeyRange.ALL), 1, List.of(key(1), key(2)));
    Round round = book.beginRound(10).orElseThrow();
    book.comparing(round);
    book.touched(key(2));
    assertThat(book.endRound(round, List.of(key(1), key(2)))).containsExactly(key(1));
    assertThat(book.candidates()).as("both are compared again").isEqualTo(2);
  }

  @Test
  void I7_aDifferenceThatIsGoneIsForgotten() {
    book.checked(book.begin(KeyRange.ALL), 1, List.of(key(1)));
    Round round = book.beginRound(10).orElseThrow();
    book.comparing(round);
    assertThat(book.endRound(round, List.of())).isEmpty();
    assertThat(book.candidates()).isZero();
  }

  @Test
  void I7_keysFlushedWhereItWasOrIsBeingCheckedAreCheckedAgain() {
    book.checked(book.begin(KeyRange.upTo(key(10))), 1, List.of());
    Chunk checking = book.begin(KeyRange.between(key(10), key(20)));
    book.flushed(List.of(key(5), key(15), key(25)));
    book.checked(checking, 1, List.of());
    assertThat(book.beginRound(10).orElseThrow().keys()).containsExactly(key(5), key(15));
  }

  @Test
  void I7_onlyWhatWasFlushedBeforeARoundsSnapshotNeedsNoOtherLook() {
    book.checked(book.begin(KeyRange.ALL), 1, List.of(key(1), key(2)));
    Round round = book.beginRound(10).orElseThrow();
    book.flushed(List.of(key(1)));
    book.comparing(round);
    book.flushed(List.of(key(2)));
    assertThat(book.endRound(round, List.of())).isEmpty();
    assertThat(book.beginRound(10).orElseThrow().keys()).containsExactly(key(2));
  }

  @Test
  void tooManyCandidatesAreNotForgottenButStartItOver() {
    VerificationBook small = new VerificationBook(BIGINT, 2);
    small.checked(small.begin(KeyRange.ALL), 1, List.of());
    small.flushed(List.of(key(1), key(2), key(3)));
    assertThat(small.rangesChecked()).isFalse();
    assertThat(small.nextGap()).contains(KeyRange.ALL);
    assertThat(small.restarts()).isEqualTo(1);
  }

  @Test
  void whatWasBegunBeforeARestartCountsForNothing() {
    Chunk chunk = book.begin(KeyRange.ALL);
    book.restart();
    book.checked(chunk, 1, List.of(key(1)));
    assertThat(book.rangesChecked()).isFalse();
    assertThat(book.candidates()).isZero();
  }

  @Test
  void withoutAnOrderWhateverIsFlushedIsCheckedAgain() {
    VerificationBook blind = new VerificationBook(Optional.empty(), 100);
    blind.flushed(List.of(key(7)));
    assertThat(blind.candidates()).as("nothing is checked yet").isZero();
    blind.checked(blind.begin(KeyRange.upTo(key(10))), 1, List.of());
    blind.flushed(List.of(key(70)));
    assertThat(blind.candidates()).isEqualTo(1);
  }

  private static Key key(int key) {
    return Key.of(Integer.toString(key));
  }
}
