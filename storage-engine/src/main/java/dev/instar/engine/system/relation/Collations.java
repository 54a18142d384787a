package dev.instar.engine.system.relation;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.CatalogNames;
import dev.instar.engine.type.SessionView.ObjectKind;

/** Collations by name. Stateless. */
final class Collations {
  private Collations() {}

  /** 0 for one that there is not. */
  static Long oid(StatementContext context, String name) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    return CatalogNames.find(context, ObjectKind.COLLATION, quoted).orElse(0);
  }
}
