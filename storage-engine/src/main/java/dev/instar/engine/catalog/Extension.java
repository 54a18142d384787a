package dev.instar.engine.catalog;

/** An extension that was created; its types are known by name in its schema from then on. */
public record Extension(int oid, String name, int owner, int schema, String version)
    implements CatalogObject {
  public Extension withSchema(int now) {
    return new Extension(oid, name, owner, now, version);
  }

  public Extension withOwner(int now) {
    return new Extension(oid, name, now, schema, version);
  }
}
