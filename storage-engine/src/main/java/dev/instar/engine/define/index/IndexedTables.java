package dev.instar.engine.define.index;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;
import java.util.function.Function;

/** The table that a statement about indexes names, owned by whoever says so, and locked. */
final class IndexedTables {
  private IndexedTables() {}

  /**
   * @throws SqlException 42P01, 42501, 42809 if it is no table
   */
  static Table lock(QualifiedName name, LockMode mode, StatementContext context) {
    return lock(name, mode, context, IndexedTables::noIndexOn);
  }

  static Table lock(
      QualifiedName name,
      LockMode mode,
      StatementContext context,
      Function<Relation, SqlException> otherwise) {
    if (RelationNames.system(name, context).isPresent()) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + name.name() + "\" is a system catalog");
    }
    // Whoever may not do it is told before they wait, and hold nobody else up.
    Privileges.requireOwner(context, RelationNames.find(name, context));
    Relation relation = RelationNames.lock(name, mode, context);
    if (!(relation instanceof Table table)) {
      throw otherwise.apply(relation);
    }
    Privileges.requireOwner(context, table);
    return table;
  }

  private static SqlException noIndexOn(Relation relation) {
    // An index cannot even be opened as something that rows are in.
    String what = relation instanceof Index ? "open relation" : "create index on relation";
    return new SqlException(
            SqlState.WRONG_OBJECT_TYPE, "cannot " + what + " \"" + relation.name() + "\"")
        .with(Field.DETAIL, "This operation is not supported for " + plural(relation) + ".");
  }

  static String plural(Relation relation) {
    return switch (relation) {
      case Table table -> "tables";
      case Index index -> "indexes";
      case Sequence sequence -> "sequences";
      case View view -> "views";
    };
  }
}
