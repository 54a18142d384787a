package dev.instar.engine.vacuum;

import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.store.AccessCounters;
import dev.instar.engine.store.AccessCounters.Count;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.table.Statistics;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The thread that cleans tables unasked, those of which enough is dead, and gathers statistics
 * where enough has changed, both by PostgreSQL's rules; also where a restart has forgotten them. It
 * does not wait for locks: a table that is being defined is cleaned another time; and it gives way
 * to whoever has waited for {@code deadlock_timeout} for the table at hand. Closing it waits for
 * that table.
 */
public final class AutomaticVacuum implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AutomaticVacuum.class.getPackageName());

  /** As {@code autovacuum_vacuum_threshold} and {@code autovacuum_vacuum_scale_factor}. */
  private static final long DEAD_MIN = 50;

  private static final double DEAD_SHARE = 0.2;

  /** As {@code autovacuum_vacuum_insert_threshold}: insertions may have been rolled back. */
  private static final long INSERTED_MIN = 1000;

  /** Half of what the store remembers row by row; beyond that vacuum goes over the whole table. */
  private static final long DEAD_MAX = 100_000;

  /** As {@code autovacuum_analyze_threshold} and {@code autovacuum_analyze_scale_factor}. */
  private static final long CHANGED_MIN = 50;

  private static final double CHANGED_SHARE = 0.1;

  /** Statistics make plans anew: those that there are may be a bit old. */
  private static final long ANALYZE_PAUSE_NANOS = 10_000_000_000L;

  /** PostgreSQL looks once a minute, because to look it starts a process. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Shown in pg_locks; no session has it. */
  private static final int PID = 2;

  /** Cleaning takes a tenth of the time at most. */
  private static final int REST = 10;

  private final EngineServices services;

  /** By storage, what the last cleaning came to. Of the thread. */
  private final Map<Long, Attempt> attempts = new HashMap<>();

  /** By storage, when its statistics were gathered. Of the thread. */
  private final Map<Long, Long> analyzed = new HashMap<>();

  private final Patience patience = new Patience();
  private final LockOwner owner = new LockOwner(PID, patience);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /**
   * A cleaning of a table.
   *
   * @param horizon as it was: as long as it is, there is nothing more to remove
   * @param again when the next one may begin, as {@link System#nanoTime} counts
   */
  private record Attempt(long horizon, long again) {}

  /** It never waits, and keeps nobody waiting. */
  private static final class Patience implements WaitControl {
    private volatile boolean inTheWay;

    @Override
    public void waitedFor() {
      inTheWay = true;
    }

    void begin() {
      inTheWay = false;
    }

    /** Throws once somebody waits. */
    void check() {
      if (inTheWay) {
        throw new SqlException(SqlState.QUERY_CANCELED, "canceling autovacuum task");
      }
    }

    @Override
    public Duration lockTimeout() {
      return Duration.ofMillis(1);
    }

    @Override
    public Duration deadlockTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Optional<SqlException> interruption() {
      return Optional.empty();
    }
  }

  /** Begins. */
  public AutomaticVacuum(EngineServices services) {
    this.services = services;
    thread = Thread.ofPlatform().daemon().name("engine-vacuum").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException | Error e) {
          // A store that cannot write any more tells those who write; here there is nobody to tell.
          if (isClosed() || services.store().isBroken()) {
            return;
          }
          LOG.log(System.Logger.Level.WARNING, "automatic vacuum failed, and tries again", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void look() {
    cleanStorage(Catalogs.SHARED);
    for (DatabaseEntry database : services.catalogs().shared().all(DatabaseEntry.class)) {
      cleanStorage(database.oid());
      for (Table table : services.catalogs().database(database.oid()).all(Table.class)) {
        if (isClosed()) {
          return;
        }
        if (isDue(services.store().table(table.storage())) && mayHelp(table.storage())) {
          long horizon = services.transactions().horizon();
          long start = System.nanoTime();
          work(database.oid(), table.oid(), found -> clean(found.statement(), found.table()));
          long end = System.nanoTime();
          attempts.put(table.storage(), new Attempt(horizon, end + REST * (end - start)));
        }
        if (isChanged(table)) {
          work(
              database.oid(),
              table.oid(),
              found -> Statistics.gather(found.statement(), found.table(), true));
          analyzed.put(table.storage(), System.nanoTime());
        }
      }
    }
  }

  private static boolean isDue(VersionedTable table) {
    AccessCounters counters = table.counters();
    double share = DEAD_SHARE * table.size();
    return counters.get(Count.DEAD) > Math.min(DEAD_MAX, DEAD_MIN + share)
        || counters.get(Count.INSERTED_SINCE_VACUUM) > INSERTED_MIN + share;
  }

  private boolean isChanged(Table table) {
    VersionedTable stored = services.store().table(table.storage());
    Long last = analyzed.get(table.storage());
    if (table.persistence() == Table.Persistence.TEMPORARY
        || (last != null && System.nanoTime() - last < ANALYZE_PAUSE_NANOS)) {
      return false;
    }
    double enough = CHANGED_MIN + CHANGED_SHARE * stored.size();
    boolean forgotten = stored.statistics().isEmpty() && stored.size() > CHANGED_MIN;
    return stored.counters().get(Count.CHANGED_SINCE_ANALYZE) > enough
        || (forgotten && last == null);
  }

  private boolean mayHelp(long storage) {
    Attempt last = attempts.get(storage);
    return last == null
        || (last.horizon() != services.transactions().horizon()
            && System.nanoTime() - last.again() > 0);
  }

  /** Of the catalog's own tables nobody counts changes. */
  private void cleanStorage(long storage) {
    if (services.store().table(storage).oldVersions() > DEAD_MIN) {
      TableVacuum.run(services, storage);
    }
  }

  /** A table that is locked, and what works on it. */
  private record Found(BackgroundStatement statement, Table table) {}

  private static void clean(BackgroundStatement statement, Table table) {
    TableVacuum.run(statement, table, true);
  }

  private void work(int database, int oid, Consumer<Found> work) {
    Transaction transaction =
        services.transactions().begin(owner, IsolationLevel.READ_COMMITTED, true);
    try {
      patience.begin();
      BackgroundStatement statement =
          new BackgroundStatement(services, database, transaction, patience::check);
      LockManager locks = services.locks();
      if (locks.tryAcquire(
          owner, new LockTag.Relation(database, oid), LockMode.SHARE_UPDATE_EXCLUSIVE)) {
        // As it is now that it is locked.
        statement
            .catalog()
            .find(oid)
            .filter(Table.class::isInstance)
            .map(Table.class::cast)
            .ifPresent(table -> work.accept(new Found(statement, table)));
      }
    } catch (SqlException e) {
      if (e.state() != SqlState.QUERY_CANCELED) {
        throw e;
      }
      LOG.log(System.Logger.Level.DEBUG, e.getMessage());
    } finally {
      services.transactions().rollback(transaction);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
