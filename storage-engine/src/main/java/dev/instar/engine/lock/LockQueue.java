package dev.instar.engine.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One lockable thing: who holds it, and who waits, in order. The rules of granting are here, and
 * nothing about threads or time. Guarded by the lock table's mutex.
 *
 * <p>The rules (PostgreSQL's {@code storage/lmgr/README}):
 *
 * <ol>
 *   <li>A request is granted at once if it excludes nothing that others hold, and nothing that
 *       somebody already waits for. So a waiting ACCESS EXCLUSIVE holds back later readers.
 *   <li>Nobody excludes itself.
 *   <li>Whoever already holds a lock that a waiter waits for goes ahead of that waiter: behind it
 *       the two would wait for each other. If that waiter also holds what the newcomer needs, they
 *       do so in any order, which is a deadlock found at once.
 *   <li>When a lock is let go or a waiter gives up, waiters are looked at in order; each is granted
 *       unless it excludes what is held, or what somebody ahead of it still waits for.
 * </ol>
 */
final class LockQueue {
  final LockTag tag;

  /** Of those who hold it or wait for it, in the order in which they first asked. */
  private final Map<LockOwner, Holding> holdings = new LinkedHashMap<>();

  private final int[] holders = new int[LockMode.COUNT];
  private List<Waiter> waiters = new ArrayList<>(0);

  LockQueue(LockTag tag) {
    this.tag = tag;
  }

  /** What becomes of a request. */
  sealed interface Answer {
    record Grant() implements Answer {}

    /** To wait, ahead of those from the given place on. */
    record Wait(int place) implements Answer {}

    /** The two need what the other holds, right here. */
    record Deadlock(Waiter other) implements Answer {}

    Answer GRANT = new Grant();
  }

  Answer ask(LockOwner owner, LockMode mode) {
    if ((requested(waiters.size()) & mode.conflicts()) == 0 && !excludedByHolders(owner, mode)) {
      return Answer.GRANT;
    }
    Holding own = holdings.get(owner);
    if (own != null) {
      int held = own.modes();
      for (int place = 0; place < waiters.size(); place++) {
        Waiter waiter = waiters.get(place);
        if ((waiter.mode.conflicts() & held) != 0) {
          if ((mode.conflicts() & modesOf(waiter.owner)) != 0) {
            return new Answer.Deadlock(waiter);
          }
          boolean free =
              (requested(place) & mode.conflicts()) == 0 && !excludedByHolders(owner, mode);
          return free ? Answer.GRANT : new Answer.Wait(place);
        }
      }
    }
    return new Answer.Wait(waiters.size());
  }

  /** The modes that the first so many waiters wait for. */
  private int requested(int count) {
    int modes = 0;
    for (int place = 0; place < count; place++) {
      modes |= waiters.get(place).mode.bit();
    }
    return modes;
  }

  private boolean excludedByHolders(LockOwner owner, LockMode mode) {
    int conflicts = mode.conflicts();
    boolean any = false;
    for (int held = 0; held < holders.length && !any; held++) {
      any = holders[held] > 0 && (conflicts & 1 << held) != 0;
    }
    if (!any) {
      return false;
    }
    for (Holding holding : holdings.values()) {
      if (holding.owner != owner && (holding.modes() & conflicts) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Gives the lock, to one to whom it may be given. */
  void grant(LockOwner owner, LockMode mode, LockScope scope) {
    Holding holding = holding(owner);
    if (!holding.holds(mode)) {
      holders[mode.index()]++;
    }
    if (scope == LockScope.TRANSACTION && !holding.holds(mode, scope)) {
      owner.taken(holding, mode);
    }
    holding.add(mode, scope);
  }

  private Holding holding(LockOwner owner) {
    Holding holding = holdings.get(owner);
    if (holding == null) {
      holding = new Holding(owner, this);
      holdings.put(owner, holding);
      owner.holdings.put(tag, holding);
    }
    return holding;
  }

  /** Takes a lock back; who now may go on is said by {@link #grantWaiters}. */
  void release(Holding holding, LockMode mode, LockScope scope) {
    if (holding.holds(mode, scope)) {
      holding.remove(mode, scope);
      afterRemoval(holding, mode.bit());
    }
  }

  void releaseSession(Holding holding) {
    int before = holding.modes();
    holding.removeAllOfSession();
    afterRemoval(holding, before);
  }

  private void afterRemoval(Holding holding, int before) {
    int now = holding.modes();
    for (int mode = 0; mode < holders.length; mode++) {
      if ((before & ~now & 1 << mode) != 0) {
        holders[mode]--;
      }
    }
    forgetIfUnused(holding);
  }

  private void forgetIfUnused(Holding holding) {
    Waiter waiting = holding.owner.waiting;
    if (holding.modes() == 0 && (waiting == null || waiting.queue != this)) {
      holdings.remove(holding.owner);
      holding.owner.holdings.remove(tag);
    }
  }

  void add(Waiter waiter, int place) {
    holding(waiter.owner);
    waiters.add(place, waiter);
    waiter.owner.waiting = waiter;
  }

  /** Takes one out who gives up. */
  void remove(Waiter waiter) {
    leave(waiter);
    forgetIfUnused(holding(waiter.owner));
  }

  private void leave(Waiter waiter) {
    waiters.remove(waiter);
    waiter.owner.waiting = null;
  }

  /** Grants every waiter that may be granted, and wakes it. */
  void grantWaiters() {
    int ahead = 0;
    for (Waiter waiter : List.copyOf(waiters)) {
      if ((waiter.mode.conflicts() & ahead) == 0 && !excludedByHolders(waiter.owner, waiter.mode)) {
        leave(waiter);
        grant(waiter.owner, waiter.mode, waiter.scope);
        waiter.granted = true;
        waiter.condition.signal();
      } else {
        ahead |= waiter.mode.bit();
      }
    }
  }

  /** Puts the waiters into another order, of the same waiters. */
  void reorder(List<Waiter> order) {
    if (order.size() != waiters.size() || !identities(order).containsAll(identities(waiters))) {
      throw new IllegalArgumentException("not the waiters of " + tag);
    }
    waiters = new ArrayList<>(order);
  }

  private static Collection<Waiter> identities(List<Waiter> waiters) {
    Collection<Waiter> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(waiters);
    return set;
  }

  List<Waiter> waiters() {
    return waiters;
  }

  Collection<Holding> holdings() {
    return holdings.values();
  }

  int modesOf(LockOwner owner) {
    Holding holding = holdings.get(owner);
    return holding == null ? 0 : holding.modes();
  }

  boolean isUnused() {
    return holdings.isEmpty() && waiters.isEmpty();
  }
}
