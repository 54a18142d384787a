package dev.instar.engine.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of a relation, type or function as written: {@code name} or {@code schema.name}, folded.
 *
 * @param schema the schema, where one was written
 * @param name the object's own name
 */
public record QualifiedName(Optional<String> schema, String name) {
  public QualifiedName {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(name, "name");
  }

  public static QualifiedName of(String name) {
    return new QualifiedName(Optional.empty(), name);
  }

  public static QualifiedName of(String schema, String name) {
    return new QualifiedName(Optional.of(schema), name);
  }
}
