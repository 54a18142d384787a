package dev.instar.engine.session;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.statement.TemporarySchema;
import java.util.ArrayList;
import java.util.List;

/**
 * The search path as OIDs: temporary objects first, then {@code pg_catalog} unless it is named,
 * then the schemas of the setting that there are. Of its session's thread.
 */
final class SchemaPath {
  private static final int CATALOG_SCHEMA = 11;

  private final Session session;
  private Catalog catalog;
  private SessionValues values;
  private String user;
  private List<Integer> path = List.of();
  private boolean temporaryFirst;

  SchemaPath(Session session) {
    this.session = session;
  }

  List<Integer> in(Catalog now) {
    look(now);
    return path;
  }

  /** Whether the first schema of the setting that there is is that of temporary objects. */
  boolean temporaryFirst(Catalog now) {
    look(now);
    return temporaryFirst;
  }

  @SuppressWarnings("ReferenceEquality") // the very same: nothing has changed in between
  private void look(Catalog now) {
    SessionValues set = session.settings().values();
    String role = session.identity().currentRole().name();
    if (catalog != now || values != set || !role.equals(user)) {
      List<Integer> found = find(now, set.searchPath(), role);
      catalog = now;
      values = set;
      user = role;
      path = found.equals(path) ? path : found;
      temporaryFirst =
          set.searchPath().stream()
              .filter(
                  n -> n.equals(TemporarySchema.ALIAS) || now.schema(meant(n, role)).isPresent())
              .findFirst()
              .filter(TemporarySchema.ALIAS::equals)
              .isPresent();
    }
  }

  private List<Integer> find(Catalog now, List<String> names, String role) {
    String temporary = TemporarySchema.name(session.processId());
    List<Integer> found = new ArrayList<>();
    if (!names.contains(TemporarySchema.ALIAS)) {
      now.schema(temporary).map(Schema::oid).ifPresent(found::add);
    }
    if (!names.contains("pg_catalog")) {
      found.add(CATALOG_SCHEMA);
    }
    for (String name : names) {
      now.schema(meant(name, role))
          .map(Schema::oid)
          .filter(oid -> !found.contains(oid))
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private String meant(String name, String role) {
    return switch (name) {
      case "$user" -> role;
      case TemporarySchema.ALIAS -> TemporarySchema.name(session.processId());
      default -> name;
    };
  }
}
