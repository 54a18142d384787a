package dev.instar.engine.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A session, as the lock table knows it: what it holds, since which subtransaction, and what it
 * waits for.
 *
 * <p>Used by the session's one thread. What it holds is changed only under the lock table's mutex,
 * and by another thread only while this one waits; so its own thread may read it without the mutex.
 */
public final class LockOwner {
  private final int pid;
  private final WaitControl control;

  /** What it holds, by thing. */
  final Map<LockTag, Holding> holdings = new HashMap<>();

  /**
   * One list for the transaction and one for each open subtransaction, outermost first: the locks
   * that each was the first to take.
   */
  private final List<List<Taken>> levels = new ArrayList<>();

  /** What it waits for, or null. Guarded by the lock table's mutex. */
  Waiter waiting;

  /** The transaction it is in, or null. Guarded by the lock table's mutex. */
  LockTag.VirtualTransaction virtualTransaction;

  /** A lock, taken for the transaction. */
  record Taken(Holding holding, LockMode mode) {}

  /**
   * @param pid what clients know the session by; unique among sessions
   */
  public LockOwner(int pid, WaitControl control) {
    this.pid = pid;
    this.control = control;
    levels.add(new ArrayList<>());
  }

  public int pid() {
    return pid;
  }

  WaitControl control() {
    return control;
  }

  void taken(Holding holding, LockMode mode) {
    levels.getLast().add(new Taken(holding, mode));
  }

  /** What was taken last is kept for an outer level: it stays when those further in are undone. */
  void moveLastTaken(int level) {
    levels.get(level).add(levels.getLast().removeLast());
  }

  /** What is let go before its time need not be remembered; it is mostly what was taken last. */
  void letGo(Holding holding, LockMode mode) {
    List<Taken> innermost = levels.getLast();
    if (!innermost.isEmpty() && innermost.getLast().equals(new Taken(holding, mode))) {
      innermost.removeLast();
    }
  }

  void beginLevel() {
    levels.add(new ArrayList<>());
  }

  /** The innermost subtransaction has become part of the one around it. */
  void mergeLevel() {
    List<Taken> inner = popLevel();
    levels.getLast().addAll(inner);
  }

  /** Ends the innermost subtransaction; returns what it had taken. */
  List<Taken> popLevel() {
    if (levels.size() == 1) {
      throw new IllegalStateException("no subtransaction is open");
    }
    return levels.removeLast();
  }

  /** Ends the transaction; returns what it and all its subtransactions had taken. */
  List<Taken> endLevels() {
    List<Taken> all = new ArrayList<>();
    levels.forEach(all::addAll);
    levels.clear();
    levels.add(new ArrayList<>());
    return all;
  }

  @Override
  public String toString() {
    return "session " + pid;
  }
}
