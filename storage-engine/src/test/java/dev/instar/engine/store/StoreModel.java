package dev.instar.engine.store;

import dev.instar.engine.txn.TransactionStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random transactions on two tables with an index each, and what must be visible after them. The
 * index of table n is n + 100; a row's key is the first four bytes of its payload.
 */
final class StoreModel {
  /** A transaction of which is known what it did, and what was said about it. */
  static final class Transaction {
    final long id;
    final Map<Long, byte[]> writes = new HashMap<>();
    boolean committing;
    boolean answered;

    Transaction(long id) {
      this.id = id;
    }
  }

  private static final int TABLES = 2;
  private final Random random;
  private final int payloadMax;
  final List<Transaction> transactions = new ArrayList<>();
  final TreeMap<Long, byte[]> committed = new TreeMap<>();

  StoreModel(Random random, int payloadMax) {
    this.random = random;
    this.payloadMax = payloadMax;
  }

  static byte[] key(byte[] payload) {
    return ByteBuffer.allocate(4).put(payload, 0, 4).array();
  }

  /** Rows of both tables in one map: the table is in the highest bits. */
  static long global(long table, long row) {
    return (table << 40) | row;
  }

  /** Runs one transaction; a crash may come out of anything. */
  void transaction(Store store) {
    Transaction transaction = new Transaction(store.nextTransaction());
    transactions.add(transaction);
    int statements = 1 + random.nextInt(5);
    for (int command = 0; command < statements; command++) {
      statement(store, transaction, command);
    }
    if (random.nextInt(4) == 0) {
      if (random.nextBoolean()) {
        store.abort(transaction.id, new TransactionEnd(new long[0], new byte[0]));
      } else if (random.nextBoolean()) {
        store.log().flush();
      }
      return;
    }
    transaction.committing = true;
    var position = store.commit(transaction.id, new TransactionEnd(new long[0], new byte[0]));
    if (random.nextInt(5) != 0) {
      store.log().flush(position);
      // With it all before it.
      transactions.forEach(t -> t.answered |= t.committing);
    }
    transaction.writes.forEach(
        (row, payload) -> {
          if (payload == null) {
            committed.remove(row);
          } else {
            committed.put(row, payload);
          }
        });
  }

  private void statement(Store store, Transaction transaction, int command) {
    long table = 1L + random.nextInt(TABLES);
    byte[] payload = new byte[4 + random.nextInt(payloadMax)];
    random.nextBytes(payload);
    Long old = pick(transaction, table);
    if (old == null || random.nextInt(3) == 0) {
      long row = store.table(table).newRowId();
      transaction.writes.put(global(table, row), payload);
      store.apply(
          transaction.id,
          List.of(
              new StoreChange.RowInserted(table, row, command, payload),
              new StoreChange.IndexAdded(table + 100, key(payload), row)));
      return;
    }
    long base = visible(store, table, old, transaction.id).number();
    if (random.nextInt(4) == 0) {
      transaction.writes.put(global(table, old), null);
      store.apply(
          transaction.id,
          List.of(new StoreChange.RowDeleted(table, old, base, command, new byte[0])));
    } else {
      transaction.writes.put(global(table, old), payload);
      store.apply(
          transaction.id,
          List.of(
              new StoreChange.RowUpdated(table, old, base, command, payload, new byte[0]),
              new StoreChange.IndexAdded(table + 100, key(payload), old)));
    }
  }

  /** A row that this transaction may change: committed, or its own. */
  private Long pick(Transaction transaction, long table) {
    TreeMap<Long, byte[]> rows = new TreeMap<>(committed);
    transaction.writes.forEach(
        (row, payload) -> {
          if (payload == null) {
            rows.remove(row);
          } else {
            rows.put(row, payload);
          }
        });
    Long at = rows.ceilingKey(global(table, random.nextInt(40)));
    return at == null || at >> 40 != table ? null : (Long) (at & ((1L << 40) - 1));
  }

  /** The version that is visible to a transaction that sees all that is committed, and its own. */
  static RowVersion visible(Store store, long table, long row, long own) {
    for (RowVersion version : store.table(table).versions(row)) {
      if (counts(store, version.createdBy(), own)
          && !(version.deletedBy() != 0 && counts(store, version.deletedBy(), own))) {
        return version;
      }
    }
    return null;
  }

  private static boolean counts(Store store, long transaction, long own) {
    return transaction == own || store.status(transaction) == TransactionStatus.COMMITTED;
  }

  /**
   * Nothing runs: what is not committed is dead, and so is what a committed transaction deleted.
   */
  static VacuumRules vacuumRules(Store store, long table) {
    return new VacuumRules() {
      @Override
      public boolean isDead(RowVersion version) {
        return !counts(store, version.createdBy(), -1)
            || (version.deletedBy() != 0 && counts(store, version.deletedBy(), -1));
      }

      @Override
      public List<IndexKey> keys(byte[] payload) {
        return List.of(new IndexKey(table + 100, key(payload)));
      }
    };
  }

  static void vacuum(Store store) {
    for (long table = 1; table <= TABLES; table++) {
      store.vacuum(table, vacuumRules(store, table));
    }
  }

  /** What a new transaction sees. */
  static Map<Long, byte[]> read(Store store) {
    TreeMap<Long, byte[]> rows = new TreeMap<>();
    for (long table = 1; table <= TABLES; table++) {
      try (RowCursor cursor = store.table(table).scan(0)) {
        while (cursor.next()) {
          RowVersion version = visible(store, table, cursor.row(), -1);
          if (version != null) {
            rows.put(global(table, cursor.row()), version.payload());
          }
        }
      }
    }
    return rows;
  }
}
