package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.schema.Table;

/**
 * Where a table's rows are kept, and how: the server writes them anew under ACCESS EXCLUSIVE. A
 * shadow is made in the new place, as long as its rows are as safe there as the old ones are.
 */
final class StorageRules {
  private StorageRules() {}

  static void tablespace(StatementDraft draft, Table table, AlterTableAction.SetTablespace action) {
    draft.asWritten().form("set-tablespace", Roles.of(table));
    draft.rebuild(table.name(), action.text());
  }

  static void accessMethod(
      StatementDraft draft, Table table, AlterTableAction.SetAccessMethod action) {
    if (!draft.facts().atLeast(15)) {
      draft.asWritten().fails(draft.facts().version() + " has no SET ACCESS METHOD");
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "SET ACCESS METHOD needs PostgreSQL 15",
          "Make a new table with that access method and move the rows.");
      return;
    }
    draft.asWritten().form("set-access-method", Roles.of(table));
    draft.rebuild(table.name(), action.text());
  }

  static void persistence(
      StatementDraft draft, Table table, AlterTableAction.SetPersistence action) {
    if ((table.persistence() == Table.Persistence.PERMANENT) == action.logged()) {
      draft.asWritten().locks("set-persistence", Roles.of(table));
      draft.find(
          FindingCode.NOTHING_TO_DO,
          table.name() + " is " + (action.logged() ? "logged" : "unlogged") + " already");
      return;
    }
    draft.asWritten().form("set-persistence", Roles.of(table));
    if (action.logged()) {
      draft.refuse(
          ErrorCode.UNSAFE,
          "the changes of "
              + table.name()
              + " are in no change stream while it is unlogged, so that no copy keeps up with it",
          "Make a logged table beside it and let the application, or a trigger, write to both; or"
              + " run the statement yourself when nobody uses the table.");
    } else {
      draft.refuse(
          ErrorCode.UNSAFE,
          "a crash of the server empties an unlogged table, and so the copy of "
              + table.name()
              + " while it is being made",
          "Make a new unlogged table for what may be lost; or run the statement yourself when"
              + " nobody uses the table.");
    }
  }
}
