package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.statement.StatementContext;

/** OWNER TO: of a table, its indexes and its sequences. */
final class TableOwner {
  private TableOwner() {}

  static void apply(AlterTableAction.OwnerTo action, TableWork work) {
    StatementContext context = work.context();
    Role owner = role(action.role(), context);
    if (owner.oid() == work.table().owner()) {
      return;
    }
    if (!Privileges.isSuperuser(context, context.role())) {
      requireMay(owner, work);
    }
    work.put(work.table().withOwner(owner.oid()));
    for (Index index : context.catalog().indexes(work.table().oid())) {
      context.edits().put(index.withOwner(owner.oid()));
    }
    for (Sequence sequence : context.catalog().ownedSequences(work.table().oid())) {
      context.lock(sequence.oid(), LockMode.ACCESS_EXCLUSIVE);
      context.edits().put(sequence.withOwner(owner.oid()));
    }
  }

  private static Role role(String name, StatementContext context) {
    String meant =
        switch (name) {
          case "current_user", "current_role" -> context.functions().currentUser();
          case "session_user" -> context.functions().sessionUser();
          default -> name;
        };
    return context
        .shared()
        .role(meant)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.UNDEFINED_OBJECT, "role \"" + name + "\" does not exist"));
  }

  /** Who gives a table away must be able to be its new owner, who must be able to make it. */
  private static void requireMay(Role owner, TableWork work) {
    StatementContext context = work.context();
    if (!Privileges.isOwner(context, owner)) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "must be able to SET ROLE \"" + owner.name() + "\"");
    }
    Schema schema = context.catalog().get(Schema.class, work.table().schema());
    if (!Privileges.has(context, owner.oid(), schema, 'C')) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for schema " + schema.name());
    }
  }
}
