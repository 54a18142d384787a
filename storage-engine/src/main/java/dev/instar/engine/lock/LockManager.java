package dev.instar.engine.lock;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock table: who holds what, who waits for it, and the waiting itself. See the package's sign
 * for the rules.
 *
 * <p>Thread-safe. A {@link LockOwner} is used by one thread at a time; {@link #interrupt}, {@link
 * #locks} and {@link #blockingPids} are for any thread.
 */
public final class LockManager {
  private final LockTime time;
  private final ReentrantLock mutex = new ReentrantLock();

  /** Things that somebody holds or waits for. Guarded by the mutex. */
  private final Map<LockTag, LockQueue> queues = new HashMap<>();

  public LockManager(LockTime time) {
    this.time = time;
  }

  /** A transaction begins; the session holds EXCLUSIVE on its virtual id from here. */
  public void begin(LockOwner owner, LockTag.VirtualTransaction transaction) {
    mutex.lock();
    try {
      owner.virtualTransaction = transaction;
      queue(transaction).grant(owner, LockMode.EXCLUSIVE, LockScope.TRANSACTION);
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Takes a lock for the transaction; see {@link #acquire(LockOwner, LockTag, LockMode,
   * LockScope)}.
   */
  public boolean acquire(LockOwner owner, LockTag tag, LockMode mode) {
    return acquire(owner, tag, mode, LockScope.TRANSACTION);
  }

  /**
   * Takes a lock, and waits for it as long as it takes.
   *
   * @return false if the owner held it already, for that scope
   * @throws SqlException 55P03 after lock_timeout, 40P01 as the victim of a deadlock, or what
   *     {@link WaitControl#interruption} says; then the lock is not held
   */
  public boolean acquire(LockOwner owner, LockTag tag, LockMode mode, LockScope scope) {
    if (isHeld(owner, tag, mode, scope) && scope == LockScope.TRANSACTION) {
      return false;
    }
    mutex.lock();
    try {
      LockQueue queue = queue(tag);
      if (grantAtOnce(queue, owner, mode, scope)) {
        return true;
      }
      switch (queue.ask(owner, mode)) {
        case LockQueue.Answer.Grant grant -> queue.grant(owner, mode, scope);
        case LockQueue.Answer.Deadlock deadlock ->
            throw new DeadlockReport(
                    List.of(
                        new DeadlockReport.Edge(owner.pid(), mode, tag),
                        DeadlockReport.Edge.of(deadlock.other())))
                .toException();
        case LockQueue.Answer.Wait wait -> {
          Waiter waiter = new Waiter(owner, queue, mode, scope, time.now(), mutex.newCondition());
          queue.add(waiter, wait.place());
          await(waiter);
        }
      }
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Takes a lock that nobody else can hold or wait for, for a part of the transaction that need not
   * be the innermost: the lock stays when those further in are undone.
   *
   * @param level 0 for the transaction itself, 1 for its outermost open subtransaction
   */
  public void hold(LockOwner owner, int level, LockTag tag, LockMode mode) {
    mutex.lock();
    try {
      queue(tag).grant(owner, mode, LockScope.TRANSACTION);
      owner.moveLastTaken(level);
    } finally {
      mutex.unlock();
    }
  }

  /** Takes a lock for the transaction if that needs no waiting. */
  public boolean tryAcquire(LockOwner owner, LockTag tag, LockMode mode) {
    return tryAcquire(owner, tag, mode, LockScope.TRANSACTION);
  }

  /**
   * Takes a lock if that needs no waiting.
   *
   * @return whether the owner holds it now
   */
  public boolean tryAcquire(LockOwner owner, LockTag tag, LockMode mode, LockScope scope) {
    if (isHeld(owner, tag, mode, scope) && scope == LockScope.TRANSACTION) {
      return true;
    }
    mutex.lock();
    try {
      LockQueue queue = queue(tag);
      if (grantAtOnce(queue, owner, mode, scope)) {
        return true;
      }
      if (!(queue.ask(owner, mode) instanceof LockQueue.Answer.Grant)) {
        return false;
      }
      queue.grant(owner, mode, scope);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /** What the owner holds in one scope it can have in the other, whoever else waits. */
  private static boolean grantAtOnce(
      LockQueue queue, LockOwner owner, LockMode mode, LockScope scope) {
    if ((queue.modesOf(owner) & mode.bit()) == 0) {
      return false;
    }
    queue.grant(owner, mode, scope);
    return true;
  }

  private LockQueue queue(LockTag tag) {
    return queues.computeIfAbsent(tag, LockQueue::new);
  }

  /** Whether the owner holds that mode in that scope. Only for the owner's own thread. */
  public boolean isHeld(LockOwner owner, LockTag tag, LockMode mode, LockScope scope) {
    Holding holding = owner.holdings.get(tag);
    return holding != null && holding.holds(mode, scope);
  }

  private void await(Waiter waiter) {
    WaitControl control = waiter.owner.control();
    long start = time.nanoTime();
    long patience = nanosOrForever(control.lockTimeout());
    long untilCheck = Math.max(0, control.deadlockTimeout().toNanos());
    boolean checked = false;
    try {
      while (!waiter.granted) {
        control
            .interruption()
            .ifPresent(
                interruption -> {
                  throw interruption;
                });
        long waited = time.nanoTime() - start;
        if (waited >= patience) {
          throw new SqlException(
              SqlState.LOCK_NOT_AVAILABLE, "canceling statement due to lock timeout");
        }
        if (!checked && waited >= untilCheck) {
          checked = true;
          DeadlockDetector.check(waiter.owner)
              .ifPresent(
                  deadlock -> {
                    throw deadlock.toException();
                  });
          waiter.queue.holdings().stream()
              .filter(holding -> (holding.modes() & waiter.mode.conflicts()) != 0)
              .filter(holding -> holding.owner != waiter.owner)
              .forEach(holding -> holding.owner.control().waitedFor());
          continue;
        }
        long next = checked ? patience : Math.min(patience, untilCheck);
        time.await(waiter.condition, next == Long.MAX_VALUE ? next : next - waited);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SqlException(
          SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command", e);
    } finally {
      if (!waiter.granted) {
        waiter.queue.remove(waiter);
        settle(waiter.queue);
      }
    }
  }

  private static long nanosOrForever(Duration timeout) {
    return timeout.isZero() ? Long.MAX_VALUE : timeout.toNanos();
  }

  /** After a change for the better: others may go on. */
  private void settle(LockQueue queue) {
    queue.grantWaiters();
    if (queue.isUnused()) {
      queues.remove(queue.tag);
    }
  }

  /** Lets a lock of the transaction go before it ends. */
  public void release(LockOwner owner, LockTag tag, LockMode mode) {
    release(owner, tag, mode, LockScope.TRANSACTION);
  }

  /**
   * Lets a lock go; of a session's lock, one of as many times as it was taken.
   *
   * @return false if it was not held
   */
  public boolean release(LockOwner owner, LockTag tag, LockMode mode, LockScope scope) {
    mutex.lock();
    try {
      Holding holding = owner.holdings.get(tag);
      if (holding == null || !holding.holds(mode, scope)) {
        return false;
      }
      holding.queue.release(holding, mode, scope);
      if (scope == LockScope.TRANSACTION) {
        owner.letGo(holding, mode);
      }
      settle(holding.queue);
      return true;
    } finally {
      mutex.unlock();
    }
  }

  /** A savepoint: locks taken from here on are let go if it is rolled back to. */
  public void beginSubtransaction(LockOwner owner) {
    owner.beginLevel();
  }

  /** The innermost subtransaction's locks become those of the one around it. */
  public void commitSubtransaction(LockOwner owner) {
    owner.mergeLevel();
  }

  /** Lets go of what the innermost subtransaction was the first to take. */
  public void rollbackSubtransaction(LockOwner owner) {
    mutex.lock();
    try {
      releaseAll(owner.popLevel());
    } finally {
      mutex.unlock();
    }
  }

  /** The transaction is over, and what it did is visible: all its locks go, and waiters go on. */
  public void endTransaction(LockOwner owner) {
    mutex.lock();
    try {
      owner.virtualTransaction = null;
      releaseAll(owner.endLevels());
    } finally {
      mutex.unlock();
    }
  }

  private void releaseAll(List<LockOwner.Taken> locks) {
    Set<LockQueue> touched = new LinkedHashSet<>();
    for (LockOwner.Taken lock : locks) {
      LockQueue queue = lock.holding().queue;
      queue.release(lock.holding(), lock.mode(), LockScope.TRANSACTION);
      touched.add(queue);
    }
    touched.forEach(this::settle);
  }

  /** pg_advisory_unlock_all: lets go of everything that is held for the session. */
  public void releaseSessionLocks(LockOwner owner) {
    mutex.lock();
    try {
      for (Holding holding : List.copyOf(owner.holdings.values())) {
        holding.queue.releaseSession(holding);
        settle(holding.queue);
      }
    } finally {
      mutex.unlock();
    }
  }

  /** The session is over. */
  public void close(LockOwner owner) {
    mutex.lock();
    try {
      endTransaction(owner);
      releaseSessionLocks(owner);
    } finally {
      mutex.unlock();
    }
  }

  /** Makes the owner, if it waits, ask {@link WaitControl#interruption} now. */
  public void interrupt(LockOwner owner) {
    mutex.lock();
    try {
      if (owner.waiting != null) {
        owner.waiting.condition.signal();
      }
    } finally {
      mutex.unlock();
    }
  }

  /** All of pg_locks, at one moment. */
  public List<LockView> locks() {
    mutex.lock();
    try {
      return LockViews.all(queues.values());
    } finally {
      mutex.unlock();
    }
  }

  /**
   * pg_blocking_pids: whose locks the session waits for, and who waits ahead of it for something it
   * would exclude. Empty if it does not wait.
   */
  public List<Integer> blockingPids(int pid) {
    mutex.lock();
    try {
      return queues.values().stream()
          .flatMap(queue -> queue.waiters().stream())
          .filter(waiter -> waiter.owner.pid() == pid)
          .findFirst()
          .map(LockViews::blockers)
          .orElse(List.of());
    } finally {
      mutex.unlock();
    }
  }

  /**
   * The transactions that hold what would exclude a lock: those that CREATE INDEX CONCURRENTLY
   * waits for, by asking SHARE on each of them in turn.
   */
  public List<LockTag.VirtualTransaction> holdersInTheWay(
      LockOwner owner, LockTag tag, LockMode mode) {
    mutex.lock();
    try {
      LockQueue queue = queues.get(tag);
      List<LockTag.VirtualTransaction> holders = new ArrayList<>();
      if (queue != null) {
        for (Holding holding : queue.holdings()) {
          if (holding.owner != owner
              && holding.owner.virtualTransaction != null
              && (holding.modes() & mode.conflicts()) != 0) {
            holders.add(holding.owner.virtualTransaction);
          }
        }
      }
      return holders;
    } finally {
      mutex.unlock();
    }
  }
}
