package dev.instar.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.disk.RealDisk;
import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.wal.LogOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreTest {
  private static final byte[] NOTHING = {};
  private static final StoreOptions SMALL =
      new StoreOptions(
          new LogOptions(100_000, 10_000, 50_000), 1 << 20, 300_000, 2_000_000, 4 << 20, true);

  private static void commit(Store store, long transaction) {
    store.log().flush(store.commit(transaction, new TransactionEnd(new long[0], NOTHING)));
  }

  private static byte[] payload(int first, int length) {
    byte[] payload = new byte[length];
    payload[0] = (byte) first;
    return payload;
  }

  @Test
  void versionsOfARowAreHandedOutNewestFirst() {
    Store store = Store.open(new SimulatedDisk(), SMALL);
    VersionedTable table = store.table(1);
    long row = table.newRowId();
    store.apply(10, List.of(new StoreChange.RowInserted(1, row, 0, payload(1, 4))));
    RowVersion first = table.newest(row).orElseThrow();
    // 12 is rolled back, so 15 updates what 12 updated.
    for (long transaction : new long[] {12, 15}) {
      store.apply(
          transaction,
          List.of(new StoreChange.RowUpdated(1, row, first.number(), 3, payload(2, 4), NOTHING)));
    }
    assertThat(table.versions(row))
        .extracting(RowVersion::createdBy)
        .containsExactly(15L, 12L, 10L);
    assertThat(table.versions(row)).extracting(RowVersion::deletedBy).containsExactly(0L, 0L, 15L);
    assertThat(store.nextTransaction()).isEqualTo(16);
  }

  @Test
  void vacuumRemovesWhatIsDeadWithItsIndexEntriesAndNothingElse() {
    Store store = Store.open(new SimulatedDisk(), SMALL);
    StoreModel model = new StoreModel(new Random(3), 50);
    for (int number = 0; number < 300; number++) {
      model.transaction(store);
    }
    assertThat(store.table(1).oldVersions()).isPositive();
    var before = StoreModel.read(store);
    StoreModel.vacuum(store);
    assertThat(store.table(1).oldVersions()).isZero();
    assertThat(StoreModel.read(store).keySet()).isEqualTo(before.keySet());
    assertThat(store.table(1).size() + store.table(2).size()).isEqualTo(before.size());
    StoreChecks.checkIndexes(store, "after vacuum");
  }

  @Test
  void aVacuumThatIsInterruptedLeavesTheRestToTheNext() {
    Store store = Store.open(new SimulatedDisk(), SMALL);
    StoreModel model = new StoreModel(new Random(4), 1000);
    for (int number = 0; number < 1000; number++) {
      model.transaction(store);
    }
    var before = StoreModel.read(store);
    assertThatThrownBy(() -> store.vacuum(1, interrupted(StoreModel.vacuumRules(store, 1))))
        .hasMessage("interrupted");
    assertThat(store.table(1).oldVersions()).isPositive();
    StoreModel.vacuum(store);
    assertThat(store.table(1).oldVersions()).isZero();
    assertThat(StoreModel.read(store).keySet()).isEqualTo(before.keySet());
    assertThat(store.table(1).size() + store.table(2).size()).isEqualTo(before.size());
    StoreChecks.checkIndexes(store, "after vacuum");
  }

  private static VacuumRules interrupted(VacuumRules rules) {
    return new VacuumRules() {
      @Override
      public boolean isDead(RowVersion version) {
        return rules.isDead(version);
      }

      @Override
      public List<IndexKey> keys(byte[] payload) {
        return rules.keys(payload);
      }

      @Override
      public void checkInterrupts() {
        throw new SqlException(SqlState.QUERY_CANCELED, "interrupted");
      }
    };
  }

  @Test
  void anIndexIsReadInBothDirectionsWithinBounds() {
    Store store = Store.open(new SimulatedDisk(), SMALL);
    for (int key = 250; key >= 0; key -= 10) {
      store.apply(5, List.of(new StoreChange.IndexAdded(9, new byte[] {(byte) key, 0}, key)));
    }
    Optional<byte[]> from = Optional.of(new byte[] {100, 0});
    Optional<byte[]> to = Optional.of(new byte[] {(byte) 200, 0});
    assertThat(rows(store.index(9).scan(from, to))).hasSize(11).isSorted().contains(100L, 200L);
    List<Long> backward = rows(store.index(9).scanBackward(from, to));
    assertThat(backward.reversed()).isEqualTo(rows(store.index(9).scan(from, to)));
    assertThat(rows(store.index(9).scan(Optional.empty(), Optional.empty()))).hasSize(26);
  }

  private static List<Long> rows(IndexCursor cursor) {
    List<Long> rows = new ArrayList<>();
    try (cursor) {
      for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
        rows.add(entry.row());
      }
    }
    return rows;
  }

  @Test
  void whatThreadsDoWhilePagesAreWrittenAndCheckpointsMadeIsThereAfterAKill() throws Exception {
    SimulatedDisk disk = new SimulatedDisk();
    Store store = Store.open(disk, SMALL);
    int rowsEach = 2000;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      long transaction = 10L + thread;
      all.add(threads.submit(() -> insertMany(store, transaction, rowsEach)));
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
    assertThat(store.log().start().value()).as("checkpoints were made").isPositive();
    try (Store again = Store.open(disk.afterKill(), SMALL)) {
      assertThat(again.table(1).size()).isEqualTo(4L * rowsEach);
      assertThat(again.index(2).size()).isEqualTo(4L * rowsEach);
      assertThat(again.status(13)).isEqualTo(TransactionStatus.COMMITTED);
    }
    store.closeAbruptly();
  }

  private static void insertMany(Store store, long transaction, int rows) {
    for (int number = 0; number < rows; number++) {
      long row = store.table(1).newRowId();
      byte[] key = StoreModel.key(new byte[] {(byte) row, (byte) (row >> 8), 0, 0});
      store.apply(
          transaction,
          List.of(
              new StoreChange.RowInserted(1, row, number, payload(number, 500)),
              new StoreChange.IndexAdded(2, key, row)));
    }
    commit(store, transaction);
  }

  @Test
  void whatWasDroppedStaysDropped() {
    SimulatedDisk disk = new SimulatedDisk();
    try (Store store = Store.open(disk, SMALL)) {
      store.apply(10, List.of(new StoreChange.RowInserted(1, 1, 0, payload(1, 4))));
      store.checkpoint();
      store.apply(11, List.of(new StoreChange.TableDropped(1)));
      commit(store, 11);
      assertThat(store.table(1).size()).isZero();
    }
    try (Store store = Store.open(disk.afterKill(), SMALL)) {
      assertThat(store.table(1).size()).isZero();
    }
  }

  @Test
  void aLogWithoutACheckpointIsRefused() {
    SimulatedDisk disk = new SimulatedDisk();
    try (Store store = Store.open(disk, SMALL)) {
      commit(store, 10);
    }
    disk.delete(ControlFile.NAME);
    assertThatThrownBy(() -> Store.open(disk, SMALL))
        .isInstanceOfSatisfying(
            SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.DATA_CORRUPTED));
  }

  @Test
  void aDirectoryThatIsOpenIsNotOpenedAgain(@TempDir Path directory) {
    try (Store store = Store.open(new RealDisk(directory), SMALL)) {
      assertThatThrownBy(() -> Store.open(new RealDisk(directory), SMALL))
          .isInstanceOfSatisfying(
              SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.OBJECT_IN_USE));
      commit(store, 10);
    }
    try (Store store = Store.open(new RealDisk(directory), SMALL)) {
      assertThat(store.status(10)).isEqualTo(TransactionStatus.COMMITTED);
    }
  }
}
