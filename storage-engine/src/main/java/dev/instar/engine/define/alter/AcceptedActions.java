package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.define.index.Tablespaces;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;

/** Actions that change nothing where they may be done at all; what they would change is refused. */
final class AcceptedActions {
  private AcceptedActions() {}

  static void tablespace(AlterTableAction.SetTablespace action) {
    Tablespaces.requireDefault(action.tablespace());
  }

  static void accessMethod(AlterTableAction.SetAccessMethod action) {
    if (!action.method().equals("heap") && !action.method().equals("default")) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "access method \"" + action.method() + "\" does not exist");
    }
  }

  static void cluster(AlterTableAction.ClusterOn action) {
    if (action.index().isPresent()) {
      throw SqlException.unsupported("CLUSTER ON");
    }
  }

  /** There are no triggers but those behind foreign keys, which cannot be switched. */
  static void trigger(AlterTableAction.SwitchTrigger action, TableWork work) {
    switch (action.trigger()) {
      case "user" -> {}
      case "all" -> {
        var catalog = work.context().catalog();
        boolean keys =
            !catalog.referencing(work.table().oid()).isEmpty()
                || catalog.constraints(work.table().oid()).stream()
                    .anyMatch(Constraint.ForeignKey.class::isInstance);
        if (keys) {
          throw SqlException.unsupported("switching the triggers of foreign keys");
        }
      }
      default ->
          throw new SqlException(
              SqlState.UNDEFINED_OBJECT,
              "trigger \"%s\" for table \"%s\" does not exist"
                  .formatted(action.trigger(), work.table().name()));
    }
  }

  static void rowSecurity(AlterTableAction.RowSecurity action) {
    switch (action.mode()) {
      case "DISABLE", "NO FORCE" -> {}
      default -> throw SqlException.unsupported("row security");
    }
  }
}
