package dev.instar.engine.catalog;

/** An extension that was created; what it would bring is there anyway ({@code citext}). */
public record Extension(int oid, String name, int owner, int schema, String version)
    implements CatalogObject {
  public Extension withSchema(int now) {
    return new Extension(oid, name, owner, now, version);
  }

  public Extension withOwner(int now) {
    return new Extension(oid, name, now, schema, version);
  }
}
