package dev.instar.engine.catalog;

import java.util.List;

/** A schema; {@code pg_namespace}. */
public record Schema(int oid, String name, int owner, List<Grant> grants) implements CatalogObject {
  public Schema {
    grants = List.copyOf(grants);
  }
}
