package dev.instar.engine.table;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.statement.StatementContext;

/** What a statement's changes leave to be done about foreign keys. One thread. */
final class ForeignKeyWork {
  ForeignKeyWork(StatementContext context, TableLayout layout, boolean[] assigned) {
    if (!layout.references().isEmpty() || !layout.referencing().isEmpty()) {
      throw SqlException.unsupported("a table with a foreign key");
    }
  }

  void inserted(Object[] row) {}

  void forgetLastInserted() {}

  void updated(Object[] old, Object[] row) {}

  void deleted(Object[] old) {}

  void finish() {}
}
