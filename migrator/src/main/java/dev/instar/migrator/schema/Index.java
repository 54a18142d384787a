package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An index.
 *
 * @param name its name; its schema is its table's
 * @param definition the whole CREATE INDEX, as the server prints it
 * @param method the access method
 * @param unique whether it is unique
 * @param valid false for one whose concurrent build failed or goes on
 * @param immediate false where uniqueness is checked at the end (a deferrable constraint's)
 * @param keys the key columns in order; empty for a key that is an expression
 * @param include the columns it carries beside its keys
 * @param columns every column it depends on, in expressions and predicate too
 * @param predicate what rows it holds, for a partial one
 * @param nullsNotDistinct whether two NULLs are equal to it
 * @param plainKeys whether every key has the default operator class, order and the column's
 *     collation: only such an index can become a constraint's
 * @param replicaIdentity whether REPLICA IDENTITY USING INDEX names it
 * @param constraint the constraint it belongs to
 * @param bytes its size
 */
public record Index(
    String name,
    String definition,
    String method,
    boolean unique,
    boolean valid,
    boolean immediate,
    List<Optional<String>> keys,
    List<String> include,
    List<String> columns,
    Optional<String> predicate,
    boolean nullsNotDistinct,
    boolean plainKeys,
    boolean replicaIdentity,
    Optional<String> constraint,
    long bytes) {
  public Index {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(method, "method");
    keys = List.copyOf(keys);
    include = List.copyOf(include);
    columns = List.copyOf(columns);
    Objects.requireNonNull(predicate, "predicate");
    Objects.requireNonNull(constraint, "constraint");
  }

  /** Whether a key of it is an expression. */
  public boolean hasExpressions() {
    return keys.stream().anyMatch(Optional::isEmpty);
  }

  /** The key columns, where every key is a column; otherwise empty. */
  public List<String> keyColumns() {
    return hasExpressions() ? List.of() : keys.stream().map(Optional::orElseThrow).toList();
  }

  public Index withName(String other) {
    return new Index(
        other,
        definition,
        method,
        unique,
        valid,
        immediate,
        keys,
        include,
        columns,
        predicate,
        nullsNotDistinct,
        plainKeys,
        replicaIdentity,
        constraint,
        bytes);
  }

  /** The same where queries use it, or do not. */
  public Index withValid(boolean other) {
    return new Index(
        name,
        definition,
        method,
        unique,
        other,
        immediate,
        keys,
        include,
        columns,
        predicate,
        nullsNotDistinct,
        plainKeys,
        replicaIdentity,
        constraint,
        bytes);
  }

  public Index withReplicaIdentity(boolean other) {
    return new Index(
        name,
        definition,
        method,
        unique,
        valid,
        immediate,
        keys,
        include,
        columns,
        predicate,
        nullsNotDistinct,
        plainKeys,
        other,
        constraint,
        bytes);
  }

  public Index withConstraint(String other, boolean otherImmediate) {
    return new Index(
        name,
        definition,
        method,
        unique,
        valid,
        otherImmediate,
        keys,
        include,
        columns,
        predicate,
        nullsNotDistinct,
        plainKeys,
        replicaIdentity,
        Optional.of(other),
        bytes);
  }
}
