package dev.instar.migrator.shadow.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Several sessions that insert, change, delete, re-key, swap and truncate at random. */
final class Application {
  /** Stands for a TRUNCATE among a transaction's changes. */
  static final int TRUNCATE = -1;

  /** Marks the old key of a key-changing update among a transaction's changes. */
  static final int OLD_KEY = 1 << 16;

  private static final int SESSIONS = 3;

  private final FakeServer server;
  private final SplittableRandom random;
  private final boolean swaps;
  private final boolean truncates;
  private final boolean slowToBecomeVisible;
  private final List<Transaction> active = new ArrayList<>();
  private final List<Transaction> logged = new ArrayList<>();
  private int values;

  /** A session that waits for ACCESS EXCLUSIVE, and how long it still will. */
  private Transaction truncating;

  private int patience;

  Application(FakeServer server, boolean swaps) {
    this.server = server;
    this.swaps = swaps;
    random = server.random;
    truncates = random.nextInt(4) == 0;
    slowToBecomeVisible = random.nextBoolean();
    Transaction initial = server.begin();
    for (int key = 0; key < server.source.keys(); key++) {
      if (random.nextInt(3) > 0) {
        server.source.put(new Row(key, values++, key), initial);
      }
    }
    server.makeVisible(initial);
  }

  /**
   * Transactions that hold ROW EXCLUSIVE on the source: not ended, or ended and not visible yet.
   */
  List<Transaction> writers() {
    List<Transaction> writers = new ArrayList<>(active);
    writers.addAll(logged);
    return writers;
  }

  /** One statement, commit or abort of some session, or a commit that becomes visible. */
  void step(boolean mayBegin) {
    // Whoever waits for all writers makes them hurry.
    boolean isSlow = slowToBecomeVisible && !server.exclusiveQueued;
    if (!logged.isEmpty() && random.nextInt(isSlow ? 6 : 2) == 0) {
      // Not in the order of the log.
      server.makeVisible(logged.remove(random.nextInt(logged.size())));
      return;
    }
    if (truncating != null) {
      truncate();
    } else if (truncates && server.isReadable() && mayBegin && random.nextInt(30) == 0) {
      truncating = server.begin();
      server.exclusiveQueued = true;
      patience = 40;
    }
    if (mayBegin && !server.exclusiveQueued && active.size() < SESSIONS && random.nextInt(3) == 0) {
      active.add(server.begin());
    }
    if (active.isEmpty()) {
      return;
    }
    Transaction transaction = active.get(random.nextInt(active.size()));
    switch (random.nextInt(mayBegin ? 8 : 2)) {
      case 0 -> commit(transaction);
      case 1 -> {
        if (random.nextInt(3) == 0) {
          active.remove(transaction);
          server.abort(transaction);
        } else {
          commit(transaction);
        }
      }
      default -> statement(transaction);
    }
  }

  /** The log's own transactions, such as markers, become visible as late as any. */
  void logged(Transaction transaction) {
    logged.add(transaction);
  }

  private void commit(Transaction transaction) {
    active.remove(transaction);
    if (transaction.changes.isEmpty()) {
      server.abort(transaction);
    } else {
      server.logCommit(transaction);
      logged.add(transaction);
    }
  }

  private void statement(Transaction own) {
    if (server.exclusiveQueued || (server.exclusive != null && server.exclusive != own)) {
      return;
    }
    int key = random.nextInt(server.source.keys());
    int other = random.nextInt(server.source.keys());
    if (!server.source.isFree(key, own)) {
      return;
    }
    Row row = server.source.read(key, server.snapshot(), own);
    if (row == null) {
      insert(own, new Row(key, values++, random.nextInt(server.source.keys() + 2)));
      return;
    }
    switch (swaps && random.nextInt(4) > 0 ? 6 + random.nextInt(3) : random.nextInt(9)) {
      case 0, 1, 2 -> replace(own, row, new Row(key, values++, row.unique()));
      case 3 ->
          replace(own, row, new Row(key, row.value(), random.nextInt(server.source.keys() + 2)));
      case 4, 5 -> {
        if (other != key && server.source.isFree(other, own)) {
          replace(own, row, new Row(other, row.value(), row.unique()));
        }
      }
      case 6, 7 -> swap(own, row, other);
      default -> {
        delete(own, key);
        own.changes.add(key);
      }
    }
  }

  private void insert(Transaction own, Row row) {
    if (server.source.insert(row, own) == Table.OK) {
      own.changes.add(row.key());
    }
  }

  private void replace(Transaction own, Row row, Row by) {
    delete(own, row.key());
    if (server.source.insert(by, own) != Table.OK) {
      // The statement fails; the model has no savepoints, so that the old row comes back as new.
      server.source.put(row, own);
      return;
    }
    own.changes.add(by.key() == row.key() ? row.key() : row.key() | OLD_KEY);
    if (by.key() != row.key()) {
      own.changes.add(by.key());
    }
  }

  /** Two rows exchange their unique values in one transaction. */
  private void swap(Transaction own, Row row, int otherKey) {
    Row other = server.source.read(otherKey, server.snapshot(), own);
    if (other == null || otherKey == row.key() || !server.source.isFree(otherKey, own)) {
      return;
    }
    delete(own, row.key());
    delete(own, otherKey);
    server.source.put(new Row(row.key(), row.value(), other.unique()), own);
    server.source.put(new Row(otherKey, other.value(), row.unique()), own);
    own.changes.add(row.key());
    own.changes.add(otherKey);
  }

  /** Waits for every writer and reader of the source, and gives up after a while. */
  private void truncate() {
    if (active.isEmpty() && logged.isEmpty() && server.readers.isEmpty()) {
      server.exclusive = truncating;
      for (int key = 0; key < server.source.keys(); key++) {
        delete(truncating, key);
      }
      truncating.changes.add(TRUNCATE);
      active.add(truncating);
    } else if (--patience > 0) {
      return;
    }
    truncating = null;
    server.exclusiveQueued = false;
  }

  private void delete(Transaction own, int key) {
    if (server.source.delete(key, server.snapshot(), own) != Table.OK) {
      throw new AssertionError("a row that was free is locked");
    }
  }
}
