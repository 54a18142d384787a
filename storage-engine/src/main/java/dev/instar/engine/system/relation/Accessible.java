package dev.instar.engine.system.relation;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.statement.StatementContext;

/** What information_schema shows to a role: what it owns or may do something with. Stateless. */
final class Accessible {
  private static final String TABLE = "rawdDxt";

  private Accessible() {}

  static boolean table(StatementContext context, CatalogObject relation) {
    return any(context, relation, TABLE);
  }

  static boolean any(StatementContext context, CatalogObject object, String privileges) {
    return privileges
        .chars()
        .anyMatch(privilege -> Privileges.has(context, context.role(), object, (char) privilege));
  }
}
