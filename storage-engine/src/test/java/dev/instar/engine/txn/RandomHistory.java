package dev.instar.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.RowLockMode;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.lock.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One history: transactions on this room over versions in lists, and the model beside them. */
final class RandomHistory {
  private static final int ROWS = 4;
  private static final int SESSIONS = 4;

  private final Random random;
  private final Database database = new Database();
  private final Transactions transactions = database.transactions;
  private final List<List<Version>> rows = new ArrayList<>();
  private final Running[] running = new Running[SESSIONS];

  /** What is committed: by row its value. */
  private Map<Integer, Integer> committed = new TreeMap<>();

  private int values;
  private long reads;
  private long vacuumed;

  /** A transaction and its model. */
  private static final class Running {
    final Transaction transaction;

    /**
     * What was committed when its snapshot was taken; null until then, and where each has its own.
     */
    Map<Integer, Integer> base;

    /** Its own changes, the innermost part's last; 0 stands for: deleted. */
    final List<Map<Integer, Integer>> changes = new ArrayList<>(List.of(new TreeMap<>()));

    Running(Transaction transaction) {
      this.transaction = transaction;
    }

    Map<Integer, Integer> applied(Map<Integer, Integer> to) {
      Map<Integer, Integer> state = new TreeMap<>(to);
      for (Map<Integer, Integer> part : changes) {
        part.forEach(
            (row, value) -> {
              if (value == 0) {
                state.remove(row);
              } else {
                state.put(row, value);
              }
            });
      }
      return state;
    }
  }

  RandomHistory(Random random) {
    this.random = random;
    for (int row = 0; row < ROWS; row++) {
      rows.add(new ArrayList<>());
    }
  }

  long reads() {
    return reads;
  }

  long vacuumed() {
    return vacuumed;
  }

  void step() {
    int session = random.nextInt(SESSIONS);
    if (running[session] == null) {
      IsolationLevel isolation =
          random.nextBoolean() ? IsolationLevel.READ_COMMITTED : IsolationLevel.REPEATABLE_READ;
      running[session] = new Running(database.begin(isolation));
      return;
    }
    Running run = running[session];
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> read(run);
      case 3, 4, 5, 6 -> write(run);
      case 7 -> {
        run.transaction.savepoint("s");
        run.changes.add(new TreeMap<>());
      }
      case 8 -> {
        if (run.transaction.depth() > 0) {
          run.transaction.rollbackTo("s");
          run.changes.set(run.changes.size() - 1, new TreeMap<>());
        }
      }
      case 9 -> {
        if (run.transaction.depth() > 0) {
          run.transaction.release("s");
          Map<Integer, Integer> part = run.changes.removeLast();
          run.changes.getLast().putAll(part);
        }
      }
      case 10 -> {
        end(session);
      }
      default -> vacuum();
    }
  }

  private Map<Integer, Integer> expected(Running run) {
    if (!run.transaction.isolation().keepsSnapshot()) {
      return run.applied(committed);
    }
    if (run.base == null) {
      run.base = committed;
    }
    return run.applied(run.base);
  }

  private void read(Running run) {
    Visibility visibility = run.transaction.beginStatement();
    assertThat(state(visibility)).isEqualTo(expected(run));
    run.transaction.endStatement();
    reads++;
  }

  private Map<Integer, Integer> state(Visibility visibility) {
    Map<Integer, Integer> state = new TreeMap<>();
    for (int row = 0; row < ROWS; row++) {
      for (Version version : rows.get(row)) {
        if (visibility.sees(version)) {
          assertThat(state.put(row, version.value)).as("two versions of one row").isNull();
        }
      }
    }
    return state;
  }

  /** Inserts, updates or deletes, if nobody is in the way. */
  private void write(Running run) {
    Transaction transaction = run.transaction;
    Visibility visibility = transaction.beginStatement();
    Map<Integer, Integer> before = expected(run);
    int row = random.nextInt(ROWS);
    RowLocks.Outcome outcome =
        database.rows.lock(
            transaction.owner(),
            transaction.xid(),
            new LockTag.Row(1, 1, row),
            RowLockMode.UPDATE,
            WaitPolicy.SKIP_LOCKED,
            "t");
    boolean delete = random.nextInt(3) == 0;
    if (outcome != RowLocks.Outcome.SKIPPED && mayWrite(transaction, row)) {
      Version newest = newest(transaction, row);
      assertThat(newest != null && visibility.sees(newest)).isEqualTo(before.containsKey(row));
      if (newest != null) {
        newest.deleted(transaction.xid(), transaction.command());
      }
      if (!delete) {
        rows.get(row).add(new Version(++values, transaction.xid(), transaction.command()));
      }
      run.changes.getLast().put(row, delete ? 0 : values);
      assertThat(state(visibility)).as("a command does not see itself").isEqualTo(before);
    }
    transaction.endStatement();
  }

  /** Whether everything in the row that has happened is in the transaction's snapshot. */
  private boolean mayWrite(Transaction transaction, int row) {
    for (Version version : rows.get(row)) {
      WriteVerdict verdict = transactions.verdict(transaction, version);
      assertThat(verdict).as("the row lock was taken").isNotEqualTo(WriteVerdict.BEING_CHANGED);
    }
    return !transaction.isolation().keepsSnapshot()
        || rows.get(row).stream().allMatch(version -> knows(transaction, version));
  }

  private boolean knows(Transaction transaction, Version version) {
    Snapshot snapshot = transaction.beginStatement().snapshot();
    return known(transaction, snapshot, version.createdBy())
        && known(transaction, snapshot, version.deletedBy());
  }

  private boolean known(Transaction transaction, Snapshot snapshot, long xid) {
    return xid == TransactionIds.NONE
        || transaction.isOwn(xid)
        || transactions.status(xid) == TransactionStatus.ABORTED
        || transactions.visibility(snapshot, 0, any -> false).sees(new Version(0, xid, 0));
  }

  /** The version that a change would replace; null if the row is not there. */
  private Version newest(Transaction transaction, int row) {
    for (Version version : rows.get(row)) {
      if (transactions.verdict(transaction, version) == WriteVerdict.FREE) {
        return version;
      }
    }
    return null;
  }

  private void end(int session) {
    Running run = running[session];
    running[session] = null;
    if (random.nextInt(4) == 0) {
      transactions.rollback(run.transaction);
    } else {
      committed = run.applied(committed);
      database.commit(run.transaction);
    }
  }

  private void vacuum() {
    long horizon = transactions.horizon();
    for (List<Version> versions : rows) {
      int before = versions.size();
      versions.removeIf(version -> transactions.fate(version, horizon) == VersionFate.DEAD);
      // What a rolled-back transaction had deleted must not count as deleted below the horizon.
      for (Version version : versions) {
        if (version.deletedBy() != TransactionIds.NONE
            && transactions.status(version.deletedBy()) == TransactionStatus.ABORTED) {
          version.deleted(TransactionIds.NONE, 0);
        }
      }
      vacuumed += before - versions.size();
    }
    database.log.forgetBelow(horizon);
  }

  void finish() {
    for (int session = 0; session < SESSIONS; session++) {
      if (running[session] != null) {
        end(session);
      }
    }
    Running last = new Running(database.begin());
    read(last);
    database.commit(last.transaction);
    vacuum();
    assertThat(rows.stream().mapToInt(List::size).sum()).isEqualTo(committed.size());
    assertThat(database.locks.locks()).isEmpty();
  }
}
