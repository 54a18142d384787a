package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code name type [COLLATE c] [STORAGE s] [COMPRESSION m] constraint …} as ADD COLUMN and CREATE
 * TABLE write it.
 *
 * @param name the column
 * @param type its type
 * @param collation COLLATE, where written
 * @param storage STORAGE, where written, in upper case
 * @param compression COMPRESSION, where written
 * @param constraints the column's constraints in the order written
 * @param text the whole definition exactly as written
 */
public record ColumnDefinition(
    String name,
    TypeName type,
    Optional<QualifiedName> collation,
    Optional<String> storage,
    Optional<String> compression,
    List<ColumnConstraint> constraints,
    String text) {
  public ColumnDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    constraints = List.copyOf(constraints);
  }
}
