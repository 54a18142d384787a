package dev.instar.engine.system;

import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.relation.SystemTables;
import java.util.Optional;

/** The relations of {@code pg_catalog} and {@code information_schema}. Thread-safe. */
public final class SystemRelations {
  private SystemRelations() {}

  /**
   * A relation by name; empty if PostgreSQL has none of that name. One that it has and that has
   * nothing to show here has no rows.
   */
  public static Optional<SystemRelation> find(String schema, String name) {
    return SystemTables.find(schema, name);
  }
}
