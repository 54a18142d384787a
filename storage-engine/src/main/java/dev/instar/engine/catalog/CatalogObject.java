package dev.instar.engine.catalog;

/**
 * A thing that the catalog knows, by an OID that nothing else in its database has. Immutable: a
 * change puts another record in its place. References between objects are OIDs. They are stored as
 * rows of the catalog's own tables, and are transactional as any row.
 */
public sealed interface CatalogObject
    permits Schema,
        Relation,
        Constraint,
        UserEnum,
        Publication,
        Extension,
        Comment,
        Role,
        DatabaseEntry {
  int oid();
}
