package dev.instar.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.txn.TransactionStatus;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What must hold of a store after any crash. */
final class StoreChecks {
  private StoreChecks() {}

  /** Every answered commit is there, no other that was not asked for, and all of each. */
  static void check(Store store, StoreModel model, String when) {
    TreeMap<Long, byte[]> expected = new TreeMap<>();
    boolean gone = false;
    for (StoreModel.Transaction transaction : model.transactions) {
      boolean committed = store.status(transaction.id) == TransactionStatus.COMMITTED;
      assertThat(committed || !transaction.answered)
          .as("%s: answered %d", when, transaction.id)
          .isTrue();
      assertThat(!committed || transaction.committing).as("%s: %d", when, transaction.id).isTrue();
      // The log is cut at one place: there is no commit behind one that is lost.
      assertThat(committed && gone).as("%s: order %d", when, transaction.id).isFalse();
      gone |= transaction.committing && !committed;
      if (committed) {
        transaction.writes.forEach(
            (row, payload) -> {
              if (payload == null) {
                expected.remove(row);
              } else {
                expected.put(row, payload);
              }
            });
      }
    }
    assertThat(text(StoreModel.read(store))).as(when).isEqualTo(text(expected));
    checkIndexes(store, when);
  }

  private static Map<Long, ByteBuffer> text(Map<Long, byte[]> rows) {
    Map<Long, ByteBuffer> wrapped = new TreeMap<>();
    rows.forEach((row, payload) -> wrapped.put(row, ByteBuffer.wrap(payload)));
    return wrapped;
  }

  /** An index has an entry for every version, and no other. */
  static void checkIndexes(Store store, String when) {
    for (long table = 1; table <= 2; table++) {
      Set<String> wanted = new HashSet<>();
      try (RowCursor cursor = store.table(table).scan(0)) {
        while (cursor.next()) {
          for (RowVersion version : store.table(table).versions(cursor.row())) {
            wanted.add(entry(StoreModel.key(version.payload()), cursor.row()));
          }
        }
      }
      Set<String> found = new HashSet<>();
      try (IndexCursor cursor = store.index(table + 100).scan(Optional.empty(), Optional.empty())) {
        for (IndexEntry entry = cursor.next(); entry != null; entry = cursor.next()) {
          found.add(entry(entry.key(), entry.row()));
        }
      }
      assertThat(found).as(when).isEqualTo(wanted);
    }
  }

  private static String entry(byte[] key, long row) {
    return HexFormat.of().formatHex(key) + "/" + row;
  }
}
