package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.sql.TransactionModes;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.wire.SqlSession.TransactionStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Whether the session is in a transaction block, and what ends it; PostgreSQL's {@code xact.c}. Of
 * its session's thread.
 *
 * <pre>
 *               BEGIN                  error
 *   none ─────────────────▶ in block ─────────▶ failed
 *    ▲  ◀──────────────────────┘  ▲                │ │
 *    │     COMMIT, ROLLBACK       └────────────────┘ │
 *    │                             ROLLBACK TO       │
 *    └───────────────────────────────────────────────┘
 *                      COMMIT, ROLLBACK: both roll back
 * </pre>
 *
 * <p>Outside a block each message is a transaction of its own, which begins with the first
 * statement that needs one. In a failed block nothing is open but what is before the innermost
 * savepoint: locks do not wait for the client to notice.
 */
final class TransactionBlock {
  private final EngineServices services;
  private final LockOwner owner;
  private final int database;
  private final Settings settings;
  private final Interrupts interrupts;
  private final Consumer<SqlException> notices;
  private final Runnable timedOut;
  private final CurrentModes modes = new CurrentModes();

  private TransactionStatus status = TransactionStatus.IDLE;

  /** Written by the session's thread, read by others, as the next two. */
  private volatile OpenTransaction open;

  /** Told when a transaction ends, and how. */
  private Consumer<Boolean> whenEnded = committed -> {};

  private Runnable whenCommitting = () -> {};
  private IntConsumer whenUndone = depth -> {};
  private volatile Instant began = Instant.EPOCH;
  private volatile boolean hasBegun;
  private boolean severalStatements;

  TransactionBlock(
      EngineServices services,
      LockOwner owner,
      int database,
      Settings settings,
      Interrupts interrupts,
      Consumer<SqlException> notices,
      Runnable timedOut) {
    this.services = services;
    this.owner = owner;
    this.database = database;
    this.settings = settings;
    this.interrupts = interrupts;
    this.notices = notices;
    this.timedOut = timedOut;
  }

  /** What is to be done just before a commit. */
  void whenCommitting(Runnable work) {
    whenCommitting = work;
  }

  /** What else is undone behind so many savepoints. */
  void whenUndone(IntConsumer work) {
    whenUndone = work;
  }

  /** What else ends with a transaction: true for a commit. */
  void whenEnded(Consumer<Boolean> work) {
    whenEnded = work;
  }

  TransactionStatus status() {
    return status;
  }

  /** The message holds several statements, which are one transaction as if in a block. */
  void severalStatements(boolean several) {
    severalStatements = several;
  }

  /** When the transaction began; now, if there is none. */
  Instant began() {
    return hasBegun ? began : Instant.now();
  }

  Optional<Instant> beganAt() {
    return hasBegun ? Optional.of(began) : Optional.empty();
  }

  /** The transaction that is open, if a statement has needed one. */
  Optional<OpenTransaction> open() {
    return Optional.ofNullable(open);
  }

  /** A message's or a block's transaction begins as far as the client can tell: the clock stops. */
  void touch() {
    if (!hasBegun) {
      hasBegun = true;
      began = Instant.now();
      modes.begin(settings.values());
      settings.begin();
      interrupts.transactionBegins(settings.values().transactionTimeout(), timedOut);
    }
  }

  /** The transaction for a statement: begun if there is none. */
  OpenTransaction require() {
    touch();
    if (open == null) {
      open =
          new OpenTransaction(
              services,
              services.transactions().begin(owner, modes.level(), modes.isReadOnly()),
              database);
    }
    return open;
  }

  /** A statement takes a snapshot: the modes are fixed from here. */
  void snapshotTaken() {
    modes.snapshotTaken();
  }

  /** Whether what runs in no transaction block would not be alone in its transaction. */
  boolean isInBlock() {
    return status != TransactionStatus.IDLE || severalStatements;
  }

  /**
   * @throws SqlException 25001 in a block, for statements that are transactions of their own
   */
  void refuseBlock(String command) {
    if (isInBlock()) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION, command + " cannot run inside a transaction block");
    }
  }

  /**
   * @throws SqlException 25P01 outside a block, for what would not last beyond the statement
   */
  void requireBlock(String command) {
    if (!isInBlock()) {
      throw new SqlException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " can only be used in transaction blocks");
    }
  }

  /** BEGIN. */
  void begin(TransactionModes asked) {
    if (status == TransactionStatus.IN_BLOCK) {
      warn(SqlState.ACTIVE_SQL_TRANSACTION, "there is already a transaction in progress");
    }
    touch();
    status = TransactionStatus.IN_BLOCK;
    set(asked);
  }

  static String text(TransactionModes.Isolation level) {
    return level.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** SET TRANSACTION, and what BEGIN says. */
  void set(TransactionModes asked) {
    asked.isolation().ifPresent(level -> isolation(text(level)));
    asked.readOnly().ifPresent(this::readOnly);
    asked.deferrable().ifPresent(this::deferrable);
  }

  /** As SHOW transaction_isolation prints it. */
  String isolation() {
    return hasBegun ? modes.isolation() : settings.values().defaultIsolation();
  }

  void isolation(String level) {
    touch();
    if (!level.equals(modes.isolation())) {
      modes.isolate(level, open == null ? 0 : open.depth());
      restart();
    }
  }

  /**
   * Reads with another's snapshot instead of one of its own.
   *
   * @throws SqlException 25001 after a query, 0A000 at a level that does not keep it
   */
  void useSnapshot(Snapshot snapshot) {
    requireImport();
    require().transaction().useSnapshot(snapshot);
    modes.snapshotTaken();
  }

  /**
   * @throws SqlException as {@link #useSnapshot}
   */
  void requireImport() {
    touch();
    modes.requireImport();
  }

  boolean isReadOnly() {
    return hasBegun ? modes.isReadOnly() : settings.values().defaultReadOnly();
  }

  void readOnly(boolean only) {
    touch();
    modes.readOnly(only);
    if (!modes.hasSnapshot()) {
      restart();
    }
  }

  boolean isDeferrable() {
    return hasBegun && modes.isDeferrable();
  }

  void deferrable(boolean may) {
    touch();
    modes.deferrable(may);
  }

  /** The modes have changed, and the engine's transaction has done nothing yet that it shows. */
  private void restart() {
    if (open != null) {
      open.transaction().modes(modes.level(), modes.isReadOnly());
    }
  }

  /** COMMIT; returns the command's tag. */
  String commit(boolean chain) {
    return switch (status) {
      case IN_BLOCK -> {
        status = TransactionStatus.IDLE;
        CurrentModes.Kept kept = modes.kept();
        commitOpen();
        chain(chain, kept);
        yield "COMMIT";
      }
      case FAILED -> {
        rollback(chain);
        yield "ROLLBACK";
      }
      case IDLE -> {
        outsideBlock("COMMIT", chain);
        commitOpen();
        yield "COMMIT";
      }
    };
  }

  /** ROLLBACK. */
  void rollback(boolean chain) {
    if (status == TransactionStatus.IDLE) {
      outsideBlock("ROLLBACK", chain);
    }
    boolean chains = chain && status != TransactionStatus.IDLE;
    CurrentModes.Kept kept = modes.kept();
    status = TransactionStatus.IDLE;
    rollbackOpen();
    chain(chains, kept);
  }

  private void outsideBlock(String command, boolean chain) {
    if (chain) {
      throw new SqlException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION,
          command + " AND CHAIN can only be used in transaction blocks");
    }
    warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
  }

  private void chain(boolean chain, CurrentModes.Kept kept) {
    if (chain) {
      begin(TransactionModes.NONE);
      modes.restore(kept);
    }
  }

  /** The end of a message: what is in no block ends with it. */
  void sync(boolean failed) {
    if (failed) {
      fail();
    } else if (status == TransactionStatus.IDLE) {
      commitOpen();
    }
    severalStatements = false;
  }

  private void fail() {
    switch (status) {
      case IDLE -> rollbackOpen();
      case IN_BLOCK -> {
        status = TransactionStatus.FAILED;
        if (open != null && open.depth() > 0) {
          settings.rollbackTo(open.rollbackToInnermost());
          whenUndone.accept(open.depth());
        } else {
          rollbackOpen();
          // The block is still there, with nothing in it.
          hasBegun = true;
        }
      }
      case FAILED -> {}
    }
  }

  /** Commits what is open, outside or at the end of a block; a transaction may follow. */
  void commitOpen() {
    if (!hasBegun) {
      return;
    }
    if (open != null) {
      try {
        whenCommitting.run();
        open.commit(settings.values().commitWait());
      } catch (RuntimeException | Error e) {
        rollbackOpen();
        throw e;
      }
    }
    open = null;
    settings.commit();
    ended(true);
  }

  private void rollbackOpen() {
    OpenTransaction lost = open;
    open = null;
    try {
      if (lost != null) {
        lost.rollback();
      }
    } finally {
      if (hasBegun) {
        settings.rollback();
      }
      ended(false);
    }
  }

  private void ended(boolean committed) {
    hasBegun = false;
    interrupts.transactionEnds();
    whenEnded.accept(committed);
  }

  void savepoint(String name) {
    requireSavepoints("SAVEPOINT");
    require().savepoint(name, settings.savepoint());
  }

  void release(String name) {
    requireSavepoints("RELEASE SAVEPOINT");
    require().release(name);
  }

  void rollbackTo(String name) {
    if (status == TransactionStatus.IDLE) {
      requireSavepoints("ROLLBACK TO SAVEPOINT");
    }
    if (status == TransactionStatus.FAILED && open == null) {
      throw new SqlException(
          SqlState.INVALID_SAVEPOINT_SPECIFICATION, "savepoint \"" + name + "\" does not exist");
    }
    settings.rollbackTo(require().rollbackTo(name));
    whenUndone.accept(open.depth());
    status = TransactionStatus.IN_BLOCK;
  }

  private void requireSavepoints(String command) {
    if (status == TransactionStatus.IDLE) {
      throw new SqlException(
          SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " can only be used in transaction blocks");
    }
  }

  private void warn(SqlState state, String message) {
    notices.accept(new SqlException(state, message));
  }

  /** The session is over. */
  void close() {
    status = TransactionStatus.IDLE;
    rollbackOpen();
  }
}
