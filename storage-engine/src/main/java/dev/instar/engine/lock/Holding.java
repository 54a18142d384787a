package dev.instar.engine.lock;

/** What one owner holds on one thing. Guarded by the lock table's mutex. */
final class Holding {
  final LockOwner owner;
  final LockQueue queue;

  /** Modes held for the transaction. */
  private int transactionModes;

  /** How often each mode is held for the session; null while none is. */
  private int[] sessionCounts;

  Holding(LockOwner owner, LockQueue queue) {
    this.owner = owner;
    this.queue = queue;
  }

  /** The modes held, as bits. */
  int modes() {
    int modes = transactionModes;
    if (sessionCounts != null) {
      for (int mode = 0; mode < sessionCounts.length; mode++) {
        if (sessionCounts[mode] > 0) {
          modes |= 1 << mode;
        }
      }
    }
    return modes;
  }

  boolean holds(LockMode mode) {
    return (modes() & mode.bit()) != 0;
  }

  boolean holds(LockMode mode, LockScope scope) {
    return switch (scope) {
      case TRANSACTION -> (transactionModes & mode.bit()) != 0;
      case SESSION -> sessionCounts != null && sessionCounts[mode.index()] > 0;
    };
  }

  void add(LockMode mode, LockScope scope) {
    switch (scope) {
      case TRANSACTION -> transactionModes |= mode.bit();
      case SESSION -> {
        if (sessionCounts == null) {
          sessionCounts = new int[LockMode.COUNT];
        }
        sessionCounts[mode.index()]++;
      }
    }
  }

  void remove(LockMode mode, LockScope scope) {
    switch (scope) {
      case TRANSACTION -> transactionModes &= ~mode.bit();
      case SESSION -> sessionCounts[mode.index()]--;
    }
  }

  void removeAllOfSession() {
    sessionCounts = null;
  }
}
