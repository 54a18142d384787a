package dev.instar.engine.table;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequences;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.disk.MemoryDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.LockTime;
import dev.instar.engine.lock.RowLocks;
import dev.instar.engine.lock.WaitControl;
import dev.instar.engine.statement.Activity;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.store.Store;
import dev.instar.engine.store.StoreOptions;
import dev.instar.engine.store.TransactionEnd;
import dev.instar.engine.txn.CommitLog;
import dev.instar.engine.txn.IsolationLevel;
import dev.instar.engine.txn.Transaction;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import dev.instar.engine.txn.Visibility;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Tables without SQL: a store, its transactions, and sessions that each run in a thread. */
public final class Workbench implements AutoCloseable {
  static final int DATABASE = 5;
  static final int SCHEMA = 2200;

  final EngineServices services;
  private final AtomicInteger pids = new AtomicInteger();

  public Workbench() {
    Store store = Store.open(new MemoryDisk(), StoreOptions.forHeap(256 << 20));
    LockManager locks = new LockManager(LockTime.SYSTEM);
    RowLocks rowLocks = new RowLocks(locks);
    CommitLog log = new CommitLog(TransactionIds.FIRST);
    Transactions transactions = new Transactions(locks, rowLocks, log, TransactionIds.FIRST);
    Activity nobody =
        (Activity)
            Proxy.newProxyInstance(
                Activity.class.getClassLoader(),
                new Class<?>[] {Activity.class},
                (proxy, method, arguments) -> {
                  throw new AssertionError(method);
                });
    services =
        new EngineServices(
            store,
            locks,
            rowLocks,
            transactions,
            new Catalogs(store, transactions),
            new Sequences(store),
            nobody);
    try (Session session = session()) {
      session.run(
          context -> {
            context.edits().put(new Schema(SCHEMA, "public", 10, List.of()));
            return null;
          });
    }
  }

  @Override
  public void close() {
    services.store().close();
  }

  public Session session() {
    return new Session();
  }

  public static Column column(int number, String name, DataType type, boolean notNull) {
    return new Column(
        number,
        name,
        type.oid(),
        -1,
        Optional.empty(),
        notNull,
        Optional.empty(),
        Column.Generation.NONE,
        false,
        Optional.empty(),
        -1,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** A table in the catalog, with some indexes: the first one is the primary key. */
  public Table table(String name, List<Column> columns, List<List<Integer>> uniqueColumns) {
    try (Session session = session()) {
      return session.run(
          context -> {
            CatalogEdits edits = context.edits();
            Table table =
                new Table(
                    edits.newOid(),
                    SCHEMA,
                    name,
                    10,
                    Table.Persistence.PERMANENT,
                    edits.newOid(),
                    edits.newOid(),
                    columns,
                    Table.ReplicaIdentity.DEFAULT,
                    Map.of(),
                    List.of());
            edits.put(table);
            boolean primary = true;
            for (List<Integer> keys : uniqueColumns) {
              put(edits, index(edits, table, keys, true, primary));
              primary = false;
            }
            return table;
          });
    }
  }

  private static void put(CatalogEdits edits, CatalogObject object) {
    edits.put(object);
  }

  static Index index(
      CatalogEdits edits, Table table, List<Integer> columns, boolean unique, boolean primary) {
    List<Index.Key> keys = new ArrayList<>();
    for (int column : columns) {
      keys.add(
          new Index.Key(
              column,
              Optional.empty(),
              table.column(column).type(),
              Optional.empty(),
              Optional.empty(),
              false,
              false));
    }
    return new Index(
        edits.newOid(),
        SCHEMA,
        table.name() + (primary ? "_pkey" : "_" + columns + "_idx"),
        10,
        table.oid(),
        edits.newOid(),
        keys,
        List.of(),
        unique,
        false,
        primary,
        Optional.empty(),
        true,
        true,
        Map.of());
  }

  /** A foreign key to another table's primary key. */
  void reference(Table from, int column, Table to, Constraint.ForeignKey.Action onDelete) {
    try (Session session = session()) {
      session.run(
          context -> {
            Index primary =
                context.catalog().indexes(to.oid()).stream()
                    .filter(Index::primary)
                    .findFirst()
                    .orElseThrow();
            context
                .edits()
                .put(
                    new Constraint.ForeignKey(
                        context.edits().newOid(),
                        from.name() + "_fkey",
                        from.oid(),
                        List.of(column),
                        to.oid(),
                        List.of(primary.keys().getFirst().column()),
                        primary.oid(),
                        false,
                        onDelete,
                        onDelete,
                        List.of(),
                        false,
                        false,
                        true));
            return null;
          });
    }
  }

  /** A connection; used by one thread. */
  public final class Session implements AutoCloseable, WaitControl {
    final LockOwner owner = new LockOwner(pids.incrementAndGet(), this);
    private Transaction transaction;
    private CatalogEdits edits;
    private final List<Runnable> beforeCommit = new ArrayList<>();
    private Runnable whenChecked = () -> {};

    /** What happens whenever a statement looks whether it was cancelled. */
    public void whenChecked(Runnable work) {
      whenChecked = work;
    }

    public void begin(IsolationLevel isolation) {
      transaction = services.transactions().begin(owner, isolation, false);
      edits = new CatalogEdits(services.catalogs(), DATABASE, transaction, services.locks());
      beforeCommit.clear();
    }

    /** Runs a statement in the transaction that is open. */
    public <T> T statement(Function<StatementContext, T> work) {
      Running running = new Running(this);
      T result = work.apply(running);
      for (Runnable next = running.after.poll(); next != null; next = running.after.poll()) {
        next.run();
      }
      transaction.endStatement();
      return result;
    }

    /** Runs a statement in a transaction of its own, READ COMMITTED. */
    public <T> T run(Function<StatementContext, T> work) {
      begin(IsolationLevel.READ_COMMITTED);
      try {
        T result = statement(work);
        commit();
        return result;
      } catch (RuntimeException | Error e) {
        rollback();
        throw e;
      }
    }

    public void commit() {
      beforeCommit.forEach(Runnable::run);
      services
          .transactions()
          .commit(
              transaction,
              (xid, subs) ->
                  services.store().commit(xid, new TransactionEnd(new long[0], new byte[0])),
              edits::publish);
    }

    public void rollback() {
      if (transaction.topXid() != TransactionIds.NONE) {
        services.store().abort(transaction.topXid(), new TransactionEnd(new long[0], new byte[0]));
      }
      services.transactions().rollback(transaction);
    }

    @Override
    public Duration lockTimeout() {
      return Duration.ofSeconds(20);
    }

    @Override
    public Duration deadlockTimeout() {
      return Duration.ofMillis(50);
    }

    @Override
    public Optional<SqlException> interruption() {
      return Optional.empty();
    }

    @Override
    public void close() {
      services.locks().close(owner);
    }
  }

  /** A statement of a session. */
  private final class Running implements StatementContext {
    private final Session session;
    private final Queue<Runnable> after = new ArrayDeque<>();
    private Visibility visibility;

    Running(Session session) {
      this.session = session;
    }

    @Override
    public EngineServices services() {
      return services;
    }

    @Override
    public int database() {
      return DATABASE;
    }

    @Override
    public Transaction transaction() {
      return session.transaction;
    }

    @Override
    public LockOwner lockOwner() {
      return session.owner;
    }

    @Override
    public Visibility visibility() {
      if (visibility == null) {
        visibility = session.transaction.beginStatement();
      }
      return visibility;
    }

    @Override
    public void nextCommand() {
      session.transaction.nextCommand();
      visibility = session.transaction.visibility(visibility.snapshot());
    }

    @Override
    public Catalog catalog() {
      return session.edits.catalog();
    }

    @Override
    public Catalog shared() {
      return services.catalogs().shared();
    }

    @Override
    public CatalogEdits edits() {
      return session.edits;
    }

    @Override
    public CatalogEdits sharedEdits() {
      throw new AssertionError();
    }

    @Override
    public SessionFunctions functions() {
      return () -> TextFormat.DEFAULT;
    }

    @Override
    public List<Integer> searchPath() {
      return List.of(SCHEMA);
    }

    @Override
    public Optional<SystemRelation> systemRelation(String schema, String name) {
      return Optional.empty();
    }

    @Override
    public int role() {
      return 10;
    }

    @Override
    public void lock(int relation, LockMode mode) {
      services.locks().acquire(session.owner, new LockTag.Relation(DATABASE, relation), mode);
    }

    @Override
    public void checkInterrupts() {
      session.whenChecked.run();
    }

    @Override
    public void notice(SqlException notice) {}

    @Override
    public void afterStatement(Runnable work) {
      after.add(work);
    }

    @Override
    public void beforeCommit(Runnable work) {
      session.beforeCommit.add(work);
    }

    @Override
    public void afterEnd(Runnable work) {}
  }
}
