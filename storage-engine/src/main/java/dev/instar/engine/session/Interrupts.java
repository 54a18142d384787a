package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.WaitControl;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Why what a session does must end now: a cancel request, statement_timeout, the administrator. The
 * session's thread asks, between rows and while it waits for locks; anybody may give the reason.
 *
 * <p>A statement that is to end is ended once: what was asked for after it had ended does not meet
 * the next one. A session that is to end stays so: whatever is begun until it is closed ends too.
 */
final class Interrupts implements WaitControl {
  private final LockManager locks;
  private final ScheduledExecutorService timers;
  private final Supplier<SessionValues> values;
  private LockOwner owner;

  /** Read without a lock by the session's thread, between rows. */
  private volatile SqlException reason;

  private volatile Runnable whenInterrupted = () -> {};

  /** Guarded by this. */
  private boolean running;

  /** Nothing more is asked for. Guarded by this. */
  private boolean closed;

  private Future<?> statementTimer;
  private Future<?> idleTimer;
  private Future<?> transactionTimer;

  Interrupts(LockManager locks, ScheduledExecutorService timers, Supplier<SessionValues> values) {
    this.locks = locks;
    this.timers = timers;
    this.values = values;
  }

  /** Before anybody can interrupt. */
  void waitsAs(LockOwner session) {
    owner = session;
  }

  @Override
  public Duration lockTimeout() {
    return values.get().lockTimeout();
  }

  @Override
  public Duration deadlockTimeout() {
    return values.get().deadlockTimeout();
  }

  @Override
  public Optional<SqlException> interruption() {
    SqlException now = reason;
    return now == null ? Optional.empty() : Optional.of(copy(now));
  }

  /**
   * @throws SqlException the reason, if there is one
   */
  void check() {
    SqlException now = reason;
    if (now != null) {
      throw copy(now);
    }
  }

  /** One made here, so that its stack trace says what was interrupted. */
  private static SqlException copy(SqlException error) {
    return new SqlException(error.state(), error.getMessage(), error);
  }

  /** What runs takes long and is not in the lock table: it is told that it is to end. */
  void whenInterrupted(Runnable work) {
    whenInterrupted = work;
  }

  /** A command begins that may be cancelled, and has no timeout; false if one runs already. */
  synchronized boolean commandBegins() {
    boolean begins = !running;
    running = true;
    return begins;
  }

  /** A statement begins, if none runs; statement_timeout runs from here. */
  void statementBegins() {
    if (!commandBegins()) {
      return;
    }
    Duration timeout = values.get().statementTimeout();
    if (!timeout.isZero()) {
      statementTimer =
          later(
              timeout,
              () ->
                  interrupt(
                      new SqlException(
                          SqlState.QUERY_CANCELED,
                          "canceling statement due to statement timeout")));
    }
    check();
  }

  /** It is done: nothing that was asked of it is asked of the next one. */
  void statementEnds() {
    statementTimer = stop(statementTimer);
    synchronized (this) {
      running = false;
      if (reason != null && reason.state() == SqlState.QUERY_CANCELED) {
        reason = null;
      }
    }
  }

  /** A cancel request. */
  void cancel() {
    interrupt(new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request"));
  }

  private void interrupt(SqlException why) {
    synchronized (this) {
      if (!running || reason != null) {
        return;
      }
      reason = why;
    }
    tell();
  }

  /** The session is to end, with what it runs or has not begun yet. */
  void terminate() {
    synchronized (this) {
      if (closed) {
        return;
      }
      reason =
          new SqlException(
              SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    }
    tell();
  }

  private void tell() {
    locks.interrupt(owner);
    whenInterrupted.run();
  }

  /** The session waits for its client: it may do so for that long, and then something happens. */
  void idle(Duration timeout, Runnable then) {
    idleTimer = stop(idleTimer);
    if (!timeout.isZero()) {
      idleTimer = later(timeout, then);
    }
  }

  void notIdle() {
    idleTimer = stop(idleTimer);
  }

  /** transaction_timeout. */
  void transactionBegins(Duration timeout, Runnable then) {
    transactionTimer = stop(transactionTimer);
    if (!timeout.isZero()) {
      transactionTimer = later(timeout, then);
    }
  }

  void transactionEnds() {
    transactionTimer = stop(transactionTimer);
  }

  /** The session's thread puts away what it has; nobody keeps it from that. */
  void close() {
    synchronized (this) {
      closed = true;
      running = false;
      reason = null;
    }
    statementTimer = stop(statementTimer);
    idleTimer = stop(idleTimer);
    transactionTimer = stop(transactionTimer);
  }

  private Future<?> later(Duration timeout, Runnable then) {
    return timers.schedule(then, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<?> stop(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
    return null;
  }
}
