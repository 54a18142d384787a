package dev.instar.engine.lock;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session with a thread of its own that understands as much SQL as the scripts need. */
final class EngineSession implements WaitControl {
  private static final int DATABASE = 5;

  private static final Pattern LOCK_TABLE =
      Pattern.compile("lock table (\\w+) in ([a-z ]+) mode( nowait)?");
  private static final Pattern ADVISORY =
      Pattern.compile("select (pg_\\w*advisory\\w*)\\(([-\\d]*)(?:, *([-\\d]+))?\\)");
  private static final Pattern SELECT_ROW =
      Pattern.compile("select from r where id = (\\d+) for ([a-z ]+?)( nowait| skip locked)?");
  private static final Pattern UPDATE_ROW =
      Pattern.compile("update r set v = v \\+ 1 where id = (\\d+)");
  private static final Pattern SET = Pattern.compile("set (lock|deadlock)_timeout = (\\d+)");

  private final int pid;
  private final LockManager locks;
  private final RowLocks rows;
  private final Transactions transactions;
  private final LockOwner owner;
  private final AtomicReference<Thread> thread = new AtomicReference<>();
  private final ExecutorService executor;

  private volatile boolean idle = true;
  private volatile String outcome;
  private volatile Duration lockTimeout = Duration.ZERO;
  private volatile Duration deadlockTimeout = Duration.ofHours(1);
  volatile SqlException interruption;
  volatile boolean waitedFor;

  // Of the session's thread.
  private boolean inBlock;
  private boolean failed;

  private final List<String> savepoints = new ArrayList<>();

  /** Null in a block that has failed as a whole. */
  private Transaction transaction;

  EngineSession(int pid, LockManager locks, RowLocks rows, Transactions transactions) {
    this.pid = pid;
    this.locks = locks;
    this.rows = rows;
    this.transactions = transactions;
    owner = new LockOwner(pid, this);
    executor =
        Executors.newSingleThreadExecutor(
            work -> {
              thread.set(new Thread(work, "session " + pid));
              thread.get().setDaemon(true);
              return thread.get();
            });
  }

  int pid() {
    return pid;
  }

  LockOwner owner() {
    return owner;
  }

  Thread thread() {
    return thread.get();
  }

  boolean isIdle() {
    return idle;
  }

  Optional<String> outcome() {
    String said = outcome;
    outcome = null;
    return Optional.ofNullable(said);
  }

  void submit(String statement) {
    idle = false;
    executor.execute(
        () -> {
          try {
            outcome = run(statement);
          } catch (SqlException e) {
            fail();
            outcome = describe(e);
          } catch (RuntimeException e) {
            outcome = "broken: " + e;
          }
          idle = true;
        });
  }

  private static String describe(SqlException e) {
    return e.state().code()
        + " "
        + e.getMessage()
        + e.field(SqlException.Field.DETAIL).map(detail -> "; " + detail).orElse("");
  }

  /** As an error does: what the innermost subtransaction took is let go at once. */
  private void fail() {
    failed = true;
    if (transaction.depth() == 0) {
      transactions.rollback(transaction);
      transaction = null;
    } else {
      transaction.rollbackTo(savepoints.getLast());
    }
  }

  private String run(String statement) {
    if (!inBlock) {
      transaction = transactions.begin(owner, IsolationLevel.READ_COMMITTED, false);
      inBlock = true;
    }
    if (statement.equals("commit") || statement.equals("rollback")) {
      return end();
    }
    if (statement.startsWith("rollback to ")) {
      String name = statement.substring("rollback to ".length());
      transaction.rollbackTo(name);
      savepoints.subList(savepoints.lastIndexOf(name) + 1, savepoints.size()).clear();
      failed = false;
      return "ok";
    }
    if (failed) {
      return "25P02";
    }
    if (statement.startsWith("savepoint ")) {
      savepoints.add(statement.substring("savepoint ".length()));
      transaction.savepoint(savepoints.getLast());
      return "ok";
    }
    if (statement.startsWith("release ")) {
      String name = statement.substring("release ".length());
      transaction.release(name);
      savepoints.subList(savepoints.lastIndexOf(name), savepoints.size()).clear();
      return "ok";
    }
    Matcher matcher = LOCK_TABLE.matcher(statement);
    if (matcher.matches()) {
      return lockTable(matcher.group(1), matcher.group(2), matcher.group(3) != null);
    }
    matcher = SELECT_ROW.matcher(statement);
    if (matcher.matches()) {
      RowLockMode mode = RowLockMode.valueOf(constant(matcher.group(2)));
      return lockRow(matcher.group(1), mode, policy(matcher.group(3)));
    }
    matcher = UPDATE_ROW.matcher(statement);
    if (matcher.matches()) {
      return lockRow(matcher.group(1), RowLockMode.NO_KEY_UPDATE, WaitPolicy.WAIT);
    }
    matcher = ADVISORY.matcher(statement);
    if (matcher.matches()) {
      return advisory(matcher.group(1), matcher.group(2), matcher.group(3));
    }
    matcher = SET.matcher(statement);
    if (matcher.matches()) {
      Duration value = Duration.ofMillis(Long.parseLong(matcher.group(2)));
      if (matcher.group(1).equals("lock")) {
        lockTimeout = value;
      } else {
        deadlockTimeout = value;
      }
      return "ok";
    }
    throw new IllegalArgumentException(statement);
  }

  private String end() {
    if (transaction != null) {
      transactions.rollback(transaction);
      transaction = null;
    }
    savepoints.clear();
    inBlock = false;
    failed = false;
    return "ok";
  }

  private String lockTable(String table, String mode, boolean nowait) {
    LockTag tag = new LockTag.Relation(DATABASE, 16_384 + table.charAt(0));
    LockMode lockMode = LockMode.valueOf(constant(mode));
    if (nowait) {
      return locks.tryAcquire(owner, tag, lockMode)
          ? "ok"
          : notAvailable("could not obtain lock on relation \"" + table + "\"");
    }
    locks.acquire(owner, tag, lockMode);
    return "ok";
  }

  private String notAvailable(String message) {
    fail();
    return "55P03 " + message;
  }

  private String lockRow(String id, RowLockMode mode, WaitPolicy policy) {
    RowLocks.Outcome result =
        rows.lock(
            owner,
            transaction.xid(),
            new LockTag.Row(DATABASE, 16_384 + 'r', Long.parseLong(id)),
            mode,
            policy,
            "r");
    return result == RowLocks.Outcome.SKIPPED ? "ok 0" : "ok 1";
  }

  private String advisory(String function, String first, String second) {
    if (function.equals("pg_advisory_unlock_all")) {
      locks.releaseSessionLocks(owner);
      return "ok";
    }
    LockTag tag =
        second == null
            ? new LockTag.AdvisoryKey(DATABASE, Long.parseLong(first))
            : new LockTag.AdvisoryPair(DATABASE, Integer.parseInt(first), Integer.parseInt(second));
    LockMode mode = function.endsWith("_shared") ? LockMode.SHARE : LockMode.EXCLUSIVE;
    LockScope scope = function.contains("_xact_") ? LockScope.TRANSACTION : LockScope.SESSION;
    if (function.contains("_unlock")) {
      return "ok " + locks.release(owner, tag, mode, scope);
    }
    if (function.contains("_try_")) {
      return "ok " + locks.tryAcquire(owner, tag, mode, scope);
    }
    locks.acquire(owner, tag, mode, scope);
    return "ok";
  }

  private static WaitPolicy policy(String suffix) {
    if (suffix == null) {
      return WaitPolicy.WAIT;
    }
    return suffix.equals(" nowait") ? WaitPolicy.NOWAIT : WaitPolicy.SKIP_LOCKED;
  }

  private static String constant(String words) {
    return words.toUpperCase(Locale.ROOT).replace(' ', '_');
  }

  @Override
  public Duration lockTimeout() {
    return lockTimeout;
  }

  @Override
  public void waitedFor() {
    waitedFor = true;
  }

  @Override
  public Duration deadlockTimeout() {
    return deadlockTimeout;
  }

  @Override
  public Optional<SqlException> interruption() {
    return Optional.ofNullable(interruption);
  }

  /** A schedule may end while it waits for one that is closed later. */
  void close() {
    interruption = new SqlException(SqlState.ADMIN_SHUTDOWN, "the schedule is over");
    locks.interrupt(owner);
    executor.execute(
        () -> {
          end();
          locks.close(owner);
        });
    executor.close();
  }
}
