package dev.instar.engine.catalog;

import java.util.List;
import java.util.Map;

/** A database; {@code pg_database}. */
public record DatabaseEntry(
    int oid,
    String name,
    int owner,
    boolean allowConnections,
    int connectionLimit,
    Map<String, String> settings,
    List<Grant> grants)
    implements CatalogObject {
  public DatabaseEntry {
    settings = Map.copyOf(settings);
    grants = List.copyOf(grants);
  }

  public DatabaseEntry withName(String now) {
    return new DatabaseEntry(oid, now, owner, allowConnections, connectionLimit, settings, grants);
  }

  public DatabaseEntry withOwner(int now) {
    return new DatabaseEntry(oid, name, now, allowConnections, connectionLimit, settings, grants);
  }

  public DatabaseEntry withGrants(List<Grant> now) {
    return new DatabaseEntry(oid, name, owner, allowConnections, connectionLimit, settings, now);
  }

  public DatabaseEntry withSettings(Map<String, String> now) {
    return new DatabaseEntry(oid, name, owner, allowConnections, connectionLimit, now, grants);
  }

  public DatabaseEntry withConnectionLimit(int now) {
    return new DatabaseEntry(oid, name, owner, allowConnections, now, settings, grants);
  }

  public DatabaseEntry withAllowConnections(boolean now) {
    return new DatabaseEntry(oid, name, owner, now, connectionLimit, settings, grants);
  }
}
