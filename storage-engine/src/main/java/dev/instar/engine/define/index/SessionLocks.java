package dev.instar.engine.define.index;

import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.lock.LockScope;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayDeque;
import java.util.Deque;

/** Locks that a statement of several transactions keeps from one to the next. One thread. */
final class SessionLocks {
  private record Held(LockTag tag, LockMode mode) {}

  private final LockManager locks;
  private final LockOwner owner;
  private final int database;
  private final Deque<Held> held = new ArrayDeque<>();

  SessionLocks(StatementContext context) {
    this.locks = context.services().locks();
    this.owner = context.lockOwner();
    this.database = context.database();
  }

  LockTag.Relation tag(int relation) {
    return new LockTag.Relation(database, relation);
  }

  /** Keeps a lock that the transaction that runs has. */
  void hold(int relation, LockMode mode) {
    locks.acquire(owner, tag(relation), mode, LockScope.SESSION);
    held.push(new Held(tag(relation), mode));
  }

  /** Lets all of them go. */
  void release() {
    while (!held.isEmpty()) {
      Held lock = held.pop();
      locks.release(owner, lock.tag(), lock.mode(), LockScope.SESSION);
    }
  }
}
