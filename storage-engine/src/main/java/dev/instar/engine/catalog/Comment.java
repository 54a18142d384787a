package dev.instar.engine.catalog;

/**
 * COMMENT ON; {@code pg_description}.
 *
 * @param object the OID of what it is about
 * @param part a column's number; 0 for the object itself
 */
public record Comment(int oid, int object, int part, String text) implements CatalogObject {}
