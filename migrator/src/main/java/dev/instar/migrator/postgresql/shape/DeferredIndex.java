package dev.instar.migrator.postgresql.shape;

import java.util.List;
import java.util.Objects;

/**
 * An index of the shadow that is built after rows are there.
 *
 * @param name the index, in the shadow's schema, unquoted
 * @param key whether it is the unique index over the pipeline's key
 * @param unique whether building it can find duplicates
 * @param temporary whether it serves the pipeline only, and is dropped in the swap
 * @param tablespace where it goes; empty for the database's default
 * @param statements what builds it and attaches its constraint, comments and flags, in order
 */
public record DeferredIndex(
    String name,
    boolean key,
    boolean unique,
    boolean temporary,
    String tablespace,
    List<String> statements) {
  public DeferredIndex {
    Objects.requireNonNull(name, "name");
    statements = List.copyOf(statements);
  }
}
