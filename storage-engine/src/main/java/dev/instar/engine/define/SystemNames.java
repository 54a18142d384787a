package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.statement.StatementContext;

/** The system's own relations, which no definition changes. */
final class SystemNames {
  private SystemNames() {}

  /**
   * @throws SqlException 42501 if the name is that of a relation of the system's
   */
  static void refuse(QualifiedName name, StatementContext context) {
    RelationNames.system(name, context)
        .ifPresent(
            system -> {
              throw new SqlException(
                  SqlState.INSUFFICIENT_PRIVILEGE,
                  "permission denied: \"" + system.name() + "\" is a system catalog");
            });
  }
}
