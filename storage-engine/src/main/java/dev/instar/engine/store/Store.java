package dev.instar.engine.store;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskLock;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.txn.TransactionStatus;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.LogRecord;
import dev.instar.engine.wal.Lsn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A database directory, open: its log, its tables and indexes, and how transactions ended.
 * Thread-safe.
 *
 * <p>A transaction's changes come through {@link #apply}, and are in log and trees when it returns,
 * for everybody to see who looks; {@link #commit} writes that it is committed. Neither waits for
 * the disk: {@code log().flush(position)} does, and only after it may anybody be told.
 */
public final class Store implements AutoCloseable {
  /** Log records of {@link #apply}; {@link ChangeCodec#decode} reads them. */
  public static final int CHANGES = 1;

  /** Log records of {@link #commit}; {@link TransactionEnd#decode} reads them. */
  public static final int COMMIT = 2;

  /** Log records of {@link #abort}; as {@link #COMMIT}. */
  public static final int ABORT = 3;

  /** Log records of checkpoints: the redo position, as eight bytes. */
  public static final int CHECKPOINT = 4;

  /** Log records from this type on belong to others, who append them to {@link #log} themselves. */
  public static final int FIRST_FREE_TYPE = 16;

  private final long system;
  private final DiskLock lock;
  private final ControlFile control;
  private final Log log;
  private final Trees trees;
  private final CheckpointLatch latch = new CheckpointLatch();
  private final Breakdown breakdown = new Breakdown();
  private final Checkpointer checkpointer;
  private final Housekeeping housekeeping;
  private final AtomicLong nextTransaction;

  Store(
      DiskLock lock,
      ControlFile control,
      Log log,
      Trees trees,
      StoreOptions options,
      long system,
      long nextTransaction) {
    this.system = system;
    this.lock = lock;
    this.control = control;
    this.log = log;
    this.trees = trees;
    this.nextTransaction = new AtomicLong(nextTransaction);
    this.checkpointer =
        new Checkpointer(
            trees, log, control, latch, options, system, this.nextTransaction::get, breakdown);
    log.whenBroken(breakdown::report);
    this.housekeeping = options.background() ? new Housekeeping(checkpointer) : null;
  }

  /** Whether a directory is a database's. */
  public static boolean isIn(Path directory) {
    return Files.exists(directory.resolve(ControlFile.NAME));
  }

  /**
   * Opens a database directory, and makes one of an empty directory. After a crash it recovers.
   *
   * @throws SqlException with 55006 if another process has it, XX001 if it is damaged
   */
  public static Store open(Disk disk, StoreOptions options) {
    return new StoreOpening(disk, options).open();
  }

  /** A number that no other database has. */
  public long system() {
    return system;
  }

  public Log log() {
    return log;
  }

  public VersionedTable table(long number) {
    return trees.table(number);
  }

  public OrderedIndex index(long number) {
    return trees.index(number);
  }

  /** The numbers of all tables that have anything, in no order. */
  public Set<Long> tableNumbers() {
    return trees.tableNumbers();
  }

  /** The numbers of all indexes that have anything, in no order. */
  public Set<Long> indexNumbers() {
    return trees.indexNumbers();
  }

  /**
   * How a transaction ended; one that is undecided and was begun before the start was rolled back.
   */
  public TransactionStatus status(long transaction) {
    return trees.commitLog().get(transaction);
  }

  /** Tells how every transaction ended that has: for those who keep it at hand. */
  public void endings(TransactionEndings endings) {
    trees.commitLog().forEach(endings);
  }

  /** Above every transaction id that the store has been told. */
  public long nextTransaction() {
    return nextTransaction.get();
  }

  /**
   * Makes changes, all in one log record.
   *
   * @return the record's position
   */
  public Lsn apply(long transaction, List<StoreChange> changes) {
    breakdown.check();
    LogRecord record = new LogRecord(CHANGES, transaction, ChangeCodec.encode(changes));
    Changes made = new Changes(trees, transaction);
    Lsn position =
        latch.whileChanging(
            () -> {
              saw(transaction);
              Lsn at = log.append(record);
              made.make(changes, at.value());
              return at;
            });
    relieve();
    return position;
  }

  /**
   * Writes that a transaction is committed. It may be shown to others when the log is flushed to
   * the position that is returned; until then whoever keeps the list of running transactions keeps
   * it there.
   */
  public Lsn commit(long transaction, TransactionEnd end) {
    return end(COMMIT, transaction, end, TransactionStatus.COMMITTED);
  }

  /** Writes that a transaction was rolled back. Nobody has to wait for it to be durable. */
  public Lsn abort(long transaction, TransactionEnd end) {
    return end(ABORT, transaction, end, TransactionStatus.ABORTED);
  }

  private Lsn end(int type, long transaction, TransactionEnd end, TransactionStatus status) {
    breakdown.check();
    LogRecord record = new LogRecord(type, transaction, end.encode());
    return latch.whileChanging(
        () -> {
          saw(transaction);
          Lsn at = log.append(record);
          for (long sub : end.subtransactions()) {
            saw(sub);
            trees.commitLog().set(sub, status);
          }
          trees.commitLog().set(transaction, status);
          return at;
        });
  }

  private void saw(long transaction) {
    if (transaction >= nextTransaction.get()) {
      nextTransaction.accumulateAndGet(transaction + 1, Math::max);
    }
  }

  /**
   * Writes pages if it must. The change before it is made, whatever becomes of the pages: that they
   * could not be written is told to the next one who changes something.
   */
  private void relieve() {
    if (housekeeping == null ? checkpointer.isDue() : checkpointer.isOverdue()) {
      try {
        checkpointer.work();
      } catch (SqlException e) {
        if (!breakdown.hasHappened()) {
          throw e;
        }
      }
    } else if (housekeeping != null && checkpointer.isDue()) {
      housekeeping.wake();
    }
  }

  /**
   * Removes a table's dead versions, and what only they had in indexes.
   *
   * @return how many versions it removed
   */
  public long vacuum(long table, VacuumRules rules) {
    return new Vacuum(trees, latch, trees.table(table), rules, this::relieve).run();
  }

  /**
   * Tells somebody, once, when the store can no longer write, and why. It then changes nothing any
   * more, and what was not answered may or may not be there when it is opened again. In the thread
   * that found out, which may hold anything: whoever is told does not wait.
   */
  public void whenBroken(Consumer<SqlException> told) {
    breakdown.listen(told);
  }

  /** Whether it can no longer write. */
  public boolean isBroken() {
    return breakdown.hasHappened();
  }

  /** Bytes of changed pages that are in memory only. */
  public long unsavedBytes() {
    return trees.unsavedBytes();
  }

  /** Writes a checkpoint: what recovery would have to do is little afterwards. */
  public void checkpoint() {
    checkpointer.checkpoint();
  }

  /** Writes a checkpoint, if it can still write, and lets go of the directory. */
  @Override
  public void close() {
    try {
      if (housekeeping != null) {
        housekeeping.close();
      }
      if (!breakdown.hasHappened()) {
        checkpointer.checkpoint();
      }
    } finally {
      letGo();
    }
  }

  /** Lets go of the directory as a crash would: what was not flushed may be lost. */
  public void closeAbruptly() {
    if (housekeeping != null) {
      housekeeping.close();
    }
    letGo();
  }

  private void letGo() {
    try {
      log.close();
    } catch (SqlException e) {
      if (!breakdown.hasHappened()) {
        throw e;
      }
      // The log is broken, and whoever waited for it has been told.
    } finally {
      trees.close();
      control.close();
      lock.close();
    }
  }
}
