package dev.instar.engine.catalog;

import java.util.List;

/** A schema; {@code pg_namespace}. */
public record Schema(int oid, String name, int owner, List<Grant> grants) implements CatalogObject {
  public Schema {
    grants = List.copyOf(grants);
  }

  public Schema withName(String now) {
    return new Schema(oid, now, owner, grants);
  }

  public Schema withOwner(int now) {
    return new Schema(oid, name, now, grants);
  }

  public Schema withGrants(List<Grant> now) {
    return new Schema(oid, name, owner, now);
  }
}
