package dev.instar.migrator.postgresql.lock;

import dev.instar.migrator.plan.LockMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which table lock levels exclude each other. Source: PostgreSQL's documentation, 13.3.1, and
 * {@code LockConflicts} in {@code lock.c}.
 */
public final class LockConflicts {
  private static final Map<LockMode, Set<LockMode>> CONFLICTS = new EnumMap<>(LockMode.class);

  static {
    from(LockMode.ACCESS_SHARE, LockMode.ACCESS_EXCLUSIVE);
    from(LockMode.ROW_SHARE, LockMode.EXCLUSIVE);
    from(LockMode.ROW_EXCLUSIVE, LockMode.SHARE);
    from(LockMode.SHARE_UPDATE_EXCLUSIVE, LockMode.SHARE_UPDATE_EXCLUSIVE);
    from(LockMode.SHARE, LockMode.SHARE_ROW_EXCLUSIVE);
    CONFLICTS.get(LockMode.SHARE).add(LockMode.ROW_EXCLUSIVE);
    CONFLICTS.get(LockMode.SHARE).add(LockMode.SHARE_UPDATE_EXCLUSIVE);
    from(LockMode.SHARE_ROW_EXCLUSIVE, LockMode.ROW_EXCLUSIVE);
    from(LockMode.EXCLUSIVE, LockMode.ROW_SHARE);
    from(LockMode.ACCESS_EXCLUSIVE, LockMode.ACCESS_SHARE);
  }

  private LockConflicts() {}

  /** The levels that a request for {@code mode} waits for. */
  public static Set<LockMode> of(LockMode mode) {
    return EnumSet.copyOf(CONFLICTS.get(mode));
  }

  /**
   * A level conflicts with every level from its weakest opponent on; SHARE, which excludes not
   * itself, apart.
   */
  private static void from(LockMode mode, LockMode weakestOpponent) {
    CONFLICTS.put(mode, EnumSet.range(weakestOpponent, LockMode.ACCESS_EXCLUSIVE));
  }

  /** As {@code pg_locks.mode} spells a level. */
  static String catalogName(LockMode mode) {
    return switch (mode) {
      case ACCESS_SHARE -> "AccessShareLock";
      case ROW_SHARE -> "RowShareLock";
      case ROW_EXCLUSIVE -> "RowExclusiveLock";
      case SHARE_UPDATE_EXCLUSIVE -> "ShareUpdateExclusiveLock";
      case SHARE -> "ShareLock";
      case SHARE_ROW_EXCLUSIVE -> "ShareRowExclusiveLock";
      case EXCLUSIVE -> "ExclusiveLock";
      case ACCESS_EXCLUSIVE -> "AccessExclusiveLock";
    };
  }
}
