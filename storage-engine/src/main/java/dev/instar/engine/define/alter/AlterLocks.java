package dev.instar.engine.define.alter;

import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.TableConstraint;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The level at which ALTER TABLE locks its table: the strongest that one of its actions needs. As
 * PostgreSQL's AlterTableGetLockLevel; what is not listed needs ACCESS EXCLUSIVE.
 */
final class AlterLocks {
  private static final Map<Class<? extends AlterTableAction>, LockMode> WEAKER =
      Map.of(
          AlterTableAction.SetStatistics.class, LockMode.SHARE_UPDATE_EXCLUSIVE,
          AlterTableAction.SetColumnOptions.class, LockMode.SHARE_UPDATE_EXCLUSIVE,
          AlterTableAction.ClusterOn.class, LockMode.SHARE_UPDATE_EXCLUSIVE,
          AlterTableAction.ValidateConstraint.class, LockMode.SHARE_UPDATE_EXCLUSIVE,
          AlterTableAction.SwitchTrigger.class, LockMode.SHARE_ROW_EXCLUSIVE);

  /** Storage parameters that change what readers or writers do: PostgreSQL's reloptions.c. */
  private static final Set<String> EXCLUSIVE_OPTIONS =
      Set.of("user_catalog_table", "security_barrier", "check_option", "security_invoker");

  private AlterLocks() {}

  static LockMode of(List<AlterTableAction> actions) {
    return actions.stream()
        .map(AlterLocks::of)
        .reduce((left, right) -> left.compareTo(right) >= 0 ? left : right)
        .orElseThrow();
  }

  private static LockMode of(AlterTableAction action) {
    if (action instanceof AlterTableAction.AddConstraint add
        && add.constraint() instanceof TableConstraint.ForeignKey) {
      return LockMode.SHARE_ROW_EXCLUSIVE;
    }
    if (action instanceof AlterTableAction.SetTableOptions set) {
      boolean exclusive = set.options().keySet().stream().anyMatch(EXCLUSIVE_OPTIONS::contains);
      return exclusive ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE;
    }
    return WEAKER.getOrDefault(action.getClass(), LockMode.ACCESS_EXCLUSIVE);
  }
}
