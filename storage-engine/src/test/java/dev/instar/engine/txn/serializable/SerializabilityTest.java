package dev.instar.engine.txn.serializable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The anomalies with names, by who reads and writes what in which order. */
class SerializabilityTest {
  private static final int TABLE = 1;
  private static final int INDEX = 2;
  private static final Comparator<Object> ORDER = Comparator.comparing(Integer.class::cast);

  private final Serializability serializability = new Serializability();

  @Test
  void writeSkewFails() {
    SerializableTransaction one = begin();
    SerializableTransaction two = begin();
    serializability.readRow(one, TABLE, 1);
    serializability.readRow(one, TABLE, 2);
    serializability.readRow(two, TABLE, 1);
    serializability.readRow(two, TABLE, 2);
    write(one, 1);
    write(two, 2);
    commit(one);
    fails(() -> commit(two));
  }

  @Test
  void theReadOnlyAnomalyFails() {
    // Fekete, O'Neil, O'Neil, "A Read-Only Transaction Anomaly Under Snapshot Isolation".
    SerializableTransaction batch = begin();
    serializability.readRow(batch, TABLE, 1);
    serializability.readRow(batch, TABLE, 2);
    SerializableTransaction deposit = begin();
    serializability.readRow(deposit, TABLE, 2);
    write(deposit, 2);
    commit(deposit);
    SerializableTransaction report = serializability.begin(true);
    serializability.readRow(report, TABLE, 1);
    serializability.readRow(report, TABLE, 2);
    commit(report);
    fails(() -> write(batch, 1));
  }

  @Test
  void aReaderThatBeganBeforeDoesNoHarm() {
    SerializableTransaction report = serializability.begin(true);
    SerializableTransaction batch = begin();
    serializability.readRow(batch, TABLE, 2);
    SerializableTransaction deposit = begin();
    write(deposit, 2);
    commit(deposit);
    serializability.readRow(report, TABLE, 1);
    write(batch, 1);
    commit(batch);
    commit(report);
  }

  @Test
  void phantomsFail() {
    SerializableTransaction one = begin();
    SerializableTransaction two = begin();
    IndexRange range = new IndexRange(INDEX, ORDER, 10, true, 20, false);
    serializability.readRange(one, range);
    serializability.readRange(two, range);
    serializability.wroteRow(one, TABLE, 1, List.of(new IndexEntry(INDEX, 10)));
    serializability.wroteRow(two, TABLE, 2, List.of(new IndexEntry(INDEX, 19)));
    commit(one);
    fails(() -> commit(two));
  }

  @Test
  void keysOutsideTheRangeAreNobodysBusiness() {
    SerializableTransaction one = begin();
    SerializableTransaction two = begin();
    IndexRange range = new IndexRange(INDEX, ORDER, 10, true, 20, false);
    serializability.readRange(one, range);
    serializability.readRange(two, range);
    serializability.wroteRow(one, TABLE, 1, List.of(new IndexEntry(INDEX, 20)));
    serializability.wroteRow(two, TABLE, 2, List.of(new IndexEntry(INDEX, 9)));
    commit(one);
    commit(two);
  }

  @Test
  void aScanMeetsEveryWrite() {
    SerializableTransaction one = begin();
    SerializableTransaction two = begin();
    serializability.readRelation(one, TABLE);
    write(one, 1);
    write(two, 2);
    serializability.readRelation(two, TABLE);
    commit(one);
    fails(() -> commit(two));
  }

  @Test
  void oneAfterTheOtherIsFineAndForgotten() {
    for (int i = 0; i < 10; i++) {
      SerializableTransaction transaction = begin();
      serializability.readRelation(transaction, TABLE);
      write(transaction, i);
      commit(transaction);
    }
    assertThat(serializability.size()).isZero();
  }

  @Test
  void whatWasRolledBackCountsForNobody() {
    SerializableTransaction one = begin();
    SerializableTransaction two = begin();
    serializability.readRow(one, TABLE, 2);
    serializability.readRow(two, TABLE, 1);
    write(one, 1);
    serializability.aborted(one);
    write(two, 2);
    commit(two);
    assertThat(serializability.size()).isZero();
  }

  private SerializableTransaction begin() {
    return serializability.begin(false);
  }

  private void write(SerializableTransaction transaction, long row) {
    serializability.wroteRow(transaction, TABLE, row, List.of());
  }

  private void commit(SerializableTransaction transaction) {
    serializability.beforeCommit(transaction);
    serializability.committed(transaction);
  }

  private static void fails(Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOf(SqlException.class)
        .extracting(e -> ((SqlException) e).state())
        .isEqualTo(SqlState.SERIALIZATION_FAILURE);
  }
}
