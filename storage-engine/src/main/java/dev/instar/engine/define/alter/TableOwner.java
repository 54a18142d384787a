package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Role;
import dev.instar.engine.define.Ownership;
import dev.instar.engine.define.RoleNames;
import dev.instar.engine.sql.AlterTableAction;

/** OWNER TO: of a table, its indexes and its sequences. */
final class TableOwner {
  private TableOwner() {}

  static void apply(AlterTableAction.OwnerTo action, TableWork work) {
    Role owner = RoleNames.find(action.role(), work.context());
    if (owner.oid() != work.table().owner()) {
      Ownership.change(work.context(), work.table(), owner);
    }
  }
}
