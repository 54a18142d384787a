package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.Table.Persistence;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;

/** SET LOGGED and SET UNLOGGED: a rewrite. */
final class TablePersistence {
  private TablePersistence() {}

  static void apply(AlterTableAction.SetPersistence action, TableWork work) {
    Table table = work.table();
    Persistence now = action.logged() ? Persistence.PERMANENT : Persistence.UNLOGGED;
    if (table.persistence() == now) {
      return;
    }
    if (table.persistence() == Persistence.TEMPORARY) {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          "cannot change logged status of table \"" + table.name() + "\" because it is temporary");
    }
    requireFit(table, action.logged(), work.context().catalog());
    work.put(table.withPersistence(now));
    for (Sequence sequence : work.context().catalog().ownedSequences(table.oid())) {
      work.context().edits().put(sequence.withPersistence(now));
    }
    work.rewrite();
  }

  /** What is logged may not refer to what is not. */
  private static void requireFit(Table table, boolean logged, Catalog catalog) {
    if (logged) {
      for (Constraint constraint : catalog.constraints(table.oid())) {
        if (constraint instanceof Constraint.ForeignKey key && key.referenced() != table.oid()) {
          Table other = catalog.get(Table.class, key.referenced());
          if (other.persistence() != Persistence.PERMANENT) {
            throw refused(
                "could not change table \"%s\" to logged because it references unlogged table"
                    + " \"%s\"",
                table, other);
          }
        }
      }
      return;
    }
    for (Constraint.ForeignKey key : catalog.referencing(table.oid())) {
      Table other = catalog.get(Table.class, key.table());
      if (key.table() != table.oid() && other.persistence() == Persistence.PERMANENT) {
        throw refused(
            "could not change table \"%s\" to unlogged because it references logged table \"%s\"",
            table, other);
      }
    }
  }

  private static SqlException refused(String message, Table table, Table other) {
    return new SqlException(
        SqlState.INVALID_TABLE_DEFINITION, message.formatted(table.name(), other.name()));
  }
}
