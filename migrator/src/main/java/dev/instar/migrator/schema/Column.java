package dev.instar.migrator.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * A column.
 *
 * @param name its name
 * @param type its type
 * @param collation the collation, qualified, where it is not the type's own
 * @param nullability whether NULL can be in it
 * @param notNullConstraint the name of its not-null constraint (PostgreSQL 18 and later)
 * @param defaultExpression its default, as the server prints it; not that of a generated column
 * @param identity whether the server numbers it
 * @param generated whether the server computes it
 * @param sequence the sequence that belongs to it, of serial or identity
 * @param statisticsTarget the target of ANALYZE that was set for it; empty for the server's default
 */
public record Column(
    String name,
    ColumnType type,
    Optional<String> collation,
    Nullability nullability,
    Optional<String> notNullConstraint,
    Optional<String> defaultExpression,
    Identity identity,
    Generated generated,
    Optional<OwnedSequence> sequence,
    Optional<Integer> statisticsTarget) {
  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(collation, "collation");
    Objects.requireNonNull(nullability, "nullability");
    Objects.requireNonNull(notNullConstraint, "notNullConstraint");
    Objects.requireNonNull(defaultExpression, "defaultExpression");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(generated, "generated");
    Objects.requireNonNull(sequence, "sequence");
    Objects.requireNonNull(statisticsTarget, "statisticsTarget");
  }

  /** A plain column: no default, no identity, not generated. */
  public static Column of(String name, ColumnType type, Nullability nullability) {
    return new Column(
        name,
        type,
        Optional.empty(),
        nullability,
        Optional.empty(),
        Optional.empty(),
        Identity.NONE,
        Generated.NO,
        Optional.empty(),
        Optional.empty());
  }

  /** Whether no row has NULL here, and the server knows it. */
  public boolean notNull() {
    return nullability == Nullability.NOT_NULL;
  }

  public Column withName(String other) {
    return new Column(
        other,
        type,
        collation,
        nullability,
        notNullConstraint,
        defaultExpression,
        identity,
        generated,
        sequence,
        statisticsTarget);
  }

  public Column withType(ColumnType other, Optional<String> otherCollation) {
    return new Column(
        name,
        other,
        otherCollation,
        nullability,
        notNullConstraint,
        defaultExpression,
        identity,
        generated,
        sequence,
        statisticsTarget);
  }

  public Column withNullability(Nullability other, Optional<String> constraint) {
    return new Column(
        name,
        type,
        collation,
        other,
        constraint,
        defaultExpression,
        identity,
        generated,
        sequence,
        statisticsTarget);
  }

  public Column withDefault(Optional<String> expression) {
    return new Column(
        name,
        type,
        collation,
        nullability,
        notNullConstraint,
        expression,
        identity,
        generated,
        sequence,
        statisticsTarget);
  }

  public Column withIdentity(Identity other) {
    return new Column(
        name,
        type,
        collation,
        nullability,
        notNullConstraint,
        defaultExpression,
        other,
        generated,
        sequence,
        statisticsTarget);
  }

  public Column withGenerated(Generated other) {
    return new Column(
        name,
        type,
        collation,
        nullability,
        notNullConstraint,
        defaultExpression,
        identity,
        other,
        sequence,
        statisticsTarget);
  }

  public Column withSequence(Optional<OwnedSequence> other) {
    return new Column(
        name,
        type,
        collation,
        nullability,
        notNullConstraint,
        defaultExpression,
        identity,
        generated,
        other,
        statisticsTarget);
  }

  /** Whether NULL can be in a column. */
  public enum Nullability {
    NULLABLE,
    /**
     * A not-null constraint that was never validated: new rows are checked, old ones may be NULL.
     */
    NOT_VALID,
    NOT_NULL
  }

  /** Whether the server numbers a column. */
  public enum Identity {
    NONE,
    ALWAYS,
    BY_DEFAULT
  }

  /** Whether the server computes a column. */
  public enum Generated {
    NO,
    STORED,
    VIRTUAL
  }

  /**
   * A sequence that belongs to a column.
   *
   * @param name its name
   * @param type the type of its numbers: smallint, integer or bigint
   */
  public record OwnedSequence(TableName name, String type) {
    public OwnedSequence {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
    }
  }
}
