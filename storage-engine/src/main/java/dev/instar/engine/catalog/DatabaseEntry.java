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
}
