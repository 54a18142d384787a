package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.disk.Disk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockTime;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.logical.LogicalChangelog;
import dev.instar.engine.plan.Planner;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.store.Store;
import dev.instar.engine.txn.CommitLog;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.vacuum.AutomaticVacuum;
import dev.instar.engine.wal.BackgroundFlush;
import dev.instar.engine.wire.Client;
import dev.instar.engine.wire.ReplicationCommands;
import dev.instar.engine.wire.SessionRequest;
import dev.instar.engine.wire.SessionSource;
import dev.instar.engine.wire.SqlSession;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * An open data directory: what all sessions share, and who may have one. Thread-safe.
 *
 * <p>Whoever serves it ends the sessions first, then closes it.
 */
public final class Engine implements SessionSource, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Engine.class.getPackageName());

  private final EngineServices services;
  private final LogicalChangelog changelog;
  private final Sessions sessions;
  private final Planner planner;
  private final LogIn logIn;
  private final ScheduledThreadPoolExecutor timers;
  private final BackgroundFlush flush;
  private final Optional<AutomaticVacuum> vacuum;

  /** The databases, by OID, that have nothing left of sessions before the start. */
  private final Map<Integer, Boolean> cleaned = new ConcurrentHashMap<>();

  private Engine(
      EngineServices services,
      LogicalChangelog changelog,
      Sessions sessions,
      Map<String, String> settings) {
    this.services = services;
    this.changelog = changelog;
    this.sessions = sessions;
    planner = new Planner(Rooms.changes());
    logIn = new LogIn(services, settings);
    timers =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("engine-timers").factory());
    timers.setRemoveOnCancelPolicy(true);
    flush = BackgroundFlush.start(services.store().log(), flushInterval(settings));
    vacuum =
        "off".equals(settings.get("autovacuum"))
            ? Optional.empty()
            : Optional.of(new AutomaticVacuum(services));
    services.store().whenBroken(this::stop);
  }

  private static Duration flushInterval(Map<String, String> settings) {
    String millis = settings.get("wal_writer_delay");
    return millis == null ? BackgroundFlush.INTERVAL : Duration.ofMillis(Long.parseLong(millis));
  }

  /**
   * The store can no longer write. As after a PANIC of PostgreSQL's nobody is served any more;
   * unlike it, the process is not this engine's to end.
   */
  private void stop(SqlException cause) {
    LOG.log(System.Logger.Level.ERROR, "the database has stopped", cause);
    Thread.ofPlatform()
        .daemon()
        .name("engine-stop")
        .start(
            () ->
                sessions.terminateAll(
                    () ->
                        new SqlException(
                                SqlState.CRASH_SHUTDOWN,
                                "terminating connection because the database has stopped")
                            .with(SqlException.Field.DETAIL, cause.getMessage())
                            .with(SqlException.Field.HINT, "Open the database again.")));
  }

  /**
   * Opens a directory, and makes a database of an empty one.
   *
   * @throws dev.instar.engine.error.SqlException 55006 if another process has it, XX001 if it is
   *     damaged, 58030; 42704, 22023, 55P02 or 0A000 if a setting is none
   */
  public static Engine open(Disk disk, EngineOptions options) {
    Map<String, String> settings = Settings.ofServer(options.settings());
    Future<Optional<String>> verifier = Bootstrap.verifier(options);
    Store store = Store.open(disk, options.sizes());
    boolean opened = false;
    try {
      LockManager locks = new LockManager(LockTime.SYSTEM);
      RowLocks rowLocks = new RowLocks(locks);
      CommitLog log = new CommitLog(TransactionIds.FIRST);
      store.endings(log::set);
      Transactions transactions =
          new Transactions(
              locks, rowLocks, log, Math.max(store.nextTransaction(), TransactionIds.FIRST));
      LogicalChangelog changelog =
          LogicalChangelog.open(
              disk, store, locks, transactions, LogicalChangelog.DEFAULT_SLOTS_MAX);
      Sessions sessions = new Sessions();
      EngineServices services =
          new EngineServices(
              store,
              locks,
              rowLocks,
              transactions,
              new Catalogs(store, transactions),
              new Sequences(store),
              sessions,
              changelog);
      new Bootstrap(services, options, verifier).run();
      Engine engine = new Engine(services, changelog, sessions, settings);
      opened = true;
      return engine;
    } finally {
      if (!opened) {
        store.closeAbruptly();
      }
    }
  }

  /** What all sessions share. */
  public EngineServices services() {
    return services;
  }

  Sessions sessions() {
    return sessions;
  }

  LogicalChangelog changelog() {
    return changelog;
  }

  Planner planner() {
    return planner;
  }

  ScheduledThreadPoolExecutor timers() {
    return timers;
  }

  @Override
  public Optional<ScramVerifier> verifier(String user) {
    return services
        .catalogs()
        .shared()
        .role(user)
        .flatMap(Role::verifier)
        .flatMap(ScramVerifier::parse);
  }

  @Override
  public boolean hasPasswords() {
    return services.catalogs().shared().all(Role.class).stream()
        .anyMatch(role -> role.verifier().isPresent());
  }

  @Override
  public SqlSession open(SessionRequest request, Client client) {
    if (services.store().isBroken()) {
      throw new SqlException(SqlState.CANNOT_CONNECT_NOW, "the database has stopped");
    }
    Session session = logIn.open(this, request, client);
    cleaned.computeIfAbsent(
        session.identity().database().oid(),
        any -> {
          session.temporaries().dropLeftovers();
          return true;
        });
    sessions.add(session);
    return session;
  }

  @Override
  public ReplicationCommands replication(SessionRequest request, SqlSession session) {
    return Rooms.replication(this, request, (Session) session);
  }

  /** A database by name. */
  public Optional<DatabaseEntry> database(String name) {
    return services.catalogs().shared().database(name);
  }

  private void stopThreads() {
    timers.shutdownNow();
    vacuum.ifPresent(AutomaticVacuum::close);
    flush.close();
  }

  /** Writes a checkpoint and lets go of the directory. */
  @Override
  public void close() {
    stopThreads();
    try {
      if (!services.store().isBroken()) {
        services.sequences().close();
        changelog.close();
      }
    } finally {
      services.store().close();
    }
  }

  /** Lets go of the directory as a crash would: for tests. */
  public void closeAbruptly() {
    stopThreads();
    services.store().closeAbruptly();
  }
}
