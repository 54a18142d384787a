package dev.instar.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A row is there, whatever moment somebody who changes it chooses to commit. */
class LatestSnapshotTest {
  private final Database database = new Database();
  private final Transaction reader = database.begin();
  private final Transaction writer = database.begin();
  private final Version old =
      new Version(1, TransactionIds.FIRST - 1, 0).deleted(writer.xid(), writer.command());
  private final Version changed = new Version(2, writer.xid(), writer.command());

  private static Optional<Version> nothing(Version than) {
    return Optional.empty();
  }

  private VersionFate fate() {
    return database.transactions.fate(old, database.transactions.horizon());
  }

  @Test
  void aRowWhoseWriterCommitsBetweenTwoLooksAtItIsThereAsItWas() {
    try (LatestSnapshot now = reader.latest()) {
      Version found =
          now.find(
              changed,
              than -> {
                database.commit(writer);
                return Optional.of(old);
              });
      assertThat(found).isSameAs(old);
    }
  }

  @Test
  void itIsLeftByVacuumUntilItIsClosed() {
    LatestSnapshot now = reader.latest();
    database.commit(writer);
    assertThat(fate()).isEqualTo(VersionFate.RECENTLY_DEAD);
    now.close();
    assertThat(fate()).isEqualTo(VersionFate.DEAD);
  }

  @Test
  void whatHasCommittedSinceTheStatementBeganIsThere() {
    reader.beginStatement();
    database.commit(writer);
    try (LatestSnapshot now = reader.latest()) {
      assertThat(now.find(changed, than -> Optional.of(old))).isSameAs(changed);
      assertThat(now.find(old, LatestSnapshotTest::nothing)).isNull();
    }
  }

  @Test
  void whatTheTransactionItselfDoesIsThereAtOnce() {
    try (LatestSnapshot now = writer.latest()) {
      assertThat(now.find(changed, than -> Optional.of(old))).isSameAs(changed);
      assertThat(now.find(old, LatestSnapshotTest::nothing)).isNull();
    }
  }
}
