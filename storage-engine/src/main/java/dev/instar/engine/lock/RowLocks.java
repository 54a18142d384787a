package dev.instar.engine.lock;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who has locked which row, in which of the four strengths.
 *
 * <p>Row locks do not live in the lock table: a transaction may have millions of them. Each
 * transaction's are {@link RowSet}s, one for each relation and strength, a bit or two bytes a row.
 * Nothing is written into row versions, no page becomes dirty, and nothing is left behind by a
 * crash, after which no transaction is in progress any more.
 *
 * <p>Every change of a row is made under its row lock: a session that updates or deletes first
 * takes NO KEY UPDATE or UPDATE here, then reads the row's newest version, then writes. This is the
 * one rule by which two writers of a row exclude each other.
 *
 * <p>To wait for a row is to wait for the transaction that holds it, by SHARE on its {@link
 * LockTag.Transaction}. Whoever waits first takes the row's {@link LockTag.Row} in the lock table,
 * so that of many who wait one waits for the holder and the others, in order, for that one. A
 * session that already holds the row in some strength does not queue: those in the queue wait for
 * it. As on PostgreSQL, one who comes at the moment when the row is free may overtake the queue.
 *
 * <p>Thread-safe.
 */
public final class RowLocks {
  private final LockManager locks;

  /** By relation, then by (sub)transaction. Guarded by this. */
  private final Map<LockTag.Relation, Map<Long, Holder>> relations = new HashMap<>();

  /** The relations in which a (sub)transaction has locked rows. Guarded by this. */
  private final Map<Long, List<LockTag.Relation>> touched = new HashMap<>();

  /** How a lock was come by. */
  public enum Outcome {
    /** Without waiting. */
    TAKEN,
    /** After others have had the row. */
    TAKEN_AFTER_WAITING,
    /** The transaction had it in that strength or a stronger one. */
    HELD,
    /** Somebody else has the row, and the policy is SKIP LOCKED. */
    SKIPPED
  }

  /** The rows of one relation that one (sub)transaction has locked. */
  private record Holder(LockOwner owner, EnumMap<RowLockMode, RowSet> rows) {
    boolean holds(long row, RowLockMode mode) {
      RowSet set = rows.get(mode);
      return set != null && set.contains(row);
    }

    boolean excludes(long row, RowLockMode asked) {
      for (RowLockMode mode : rows.keySet()) {
        if (mode.conflictsWith(asked) && holds(row, mode)) {
          return true;
        }
      }
      return false;
    }

    boolean covers(long row, RowLockMode asked) {
      for (RowLockMode mode : rows.keySet()) {
        if (mode.compareTo(asked) >= 0 && holds(row, mode)) {
          return true;
        }
      }
      return false;
    }
  }

  public RowLocks(LockManager locks) {
    this.locks = locks;
  }

  /**
   * Locks a row. Afterwards the caller reads the row's newest version, which may have changed even
   * if there was no waiting.
   *
   * @param xid the current (sub)transaction's id, on which the owner holds EXCLUSIVE
   * @param relationName for the message of 55P03
   * @throws SqlException 55P03 if the row is locked and the policy is NOWAIT, or what {@link
   *     LockManager#acquire} throws
   */
  public Outcome lock(
      LockOwner owner,
      long xid,
      LockTag.Row row,
      RowLockMode mode,
      WaitPolicy policy,
      String relationName) {
    boolean queued = false;
    boolean waited = false;
    try {
      while (true) {
        OptionalLong blocker;
        boolean hasRow;
        synchronized (this) {
          if (holdsAtLeast(owner, row, mode)) {
            return Outcome.HELD;
          }
          blocker = blocker(owner, row, mode);
          if (blocker.isEmpty()) {
            add(owner, xid, row, mode);
            return waited ? Outcome.TAKEN_AFTER_WAITING : Outcome.TAKEN;
          }
          hasRow = holdsAtLeast(owner, row, RowLockMode.KEY_SHARE);
        }
        switch (policy) {
          case SKIP_LOCKED -> {
            return Outcome.SKIPPED;
          }
          case NOWAIT ->
              throw new SqlException(
                  SqlState.LOCK_NOT_AVAILABLE,
                  "could not obtain lock on row in relation \"" + relationName + "\"");
          case WAIT -> {
            waited = true;
            if (!queued && !hasRow) {
              queued = locks.acquire(owner, row, mode.queueMode());
            } else {
              awaitEnd(owner, blocker.getAsLong());
            }
          }
        }
      }
    } finally {
      if (queued) {
        locks.release(owner, row, mode.queueMode());
      }
    }
  }

  /**
   * Waits until a (sub)transaction has ended; one that is committed into the one around it has
   * ended when that has.
   *
   * @throws SqlException as {@link LockManager#acquire}
   */
  public void awaitEnd(LockOwner owner, long xid) {
    LockTag.Transaction transaction = new LockTag.Transaction(xid);
    if (locks.acquire(owner, transaction, LockMode.SHARE)) {
      locks.release(owner, transaction, LockMode.SHARE);
    }
  }

  /** Lets go of all rows of a transaction or of a subtransaction that was rolled back. */
  public synchronized void release(long xid) {
    List<LockTag.Relation> mine = touched.remove(xid);
    if (mine == null) {
      return;
    }
    for (LockTag.Relation relation : mine) {
      Map<Long, Holder> holders = relations.get(relation);
      holders.remove(xid);
      if (holders.isEmpty()) {
        relations.remove(relation);
      }
    }
  }

  private void add(LockOwner owner, long xid, LockTag.Row row, RowLockMode mode) {
    LockTag.Relation relation = relation(row);
    Holder holder =
        relations
            .computeIfAbsent(relation, key -> new LinkedHashMap<>())
            .computeIfAbsent(
                xid,
                key -> {
                  touched.computeIfAbsent(xid, any -> new ArrayList<>()).add(relation);
                  return new Holder(owner, new EnumMap<>(RowLockMode.class));
                });
    holder.rows().computeIfAbsent(mode, key -> new RowSet()).add(row.row());
  }

  private OptionalLong blocker(LockOwner owner, LockTag.Row row, RowLockMode mode) {
    for (Map.Entry<Long, Holder> entry : holders(row).entrySet()) {
      Holder holder = entry.getValue();
      if (holder.owner() != owner && holder.excludes(row.row(), mode)) {
        return OptionalLong.of(entry.getKey());
      }
    }
    return OptionalLong.empty();
  }

  private boolean holdsAtLeast(LockOwner owner, LockTag.Row row, RowLockMode mode) {
    for (Holder holder : holders(row).values()) {
      if (holder.owner() == owner && holder.covers(row.row(), mode)) {
        return true;
      }
    }
    return false;
  }

  private Map<Long, Holder> holders(LockTag.Row row) {
    return relations.getOrDefault(relation(row), Map.of());
  }

  private static LockTag.Relation relation(LockTag.Row row) {
    return new LockTag.Relation(row.database(), row.relation());
  }
}
