package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** A constraint written behind a column. {@code name} is what CONSTRAINT gave it, where written. */
public sealed interface ColumnConstraint {
  Optional<String> name();

  /** The constraint exactly as written, with CONSTRAINT and its name. */
  String text();

  /** NOT NULL [NO INHERIT]. */
  record NotNull(Optional<String> name, boolean noInherit, String text)
      implements ColumnConstraint {}

  /** NULL. */
  record Nullable(Optional<String> name, String text) implements ColumnConstraint {}

  /** DEFAULT expression. */
  record Default(Optional<String> name, SqlFragment expression, String text)
      implements ColumnConstraint {}

  /** CHECK (expression) [NO INHERIT] [NOT ENFORCED]. */
  record Check(
      Optional<String> name,
      SqlFragment expression,
      boolean noInherit,
      boolean enforced,
      String text)
      implements ColumnConstraint {}

  /** UNIQUE [NULLS NOT DISTINCT] … or PRIMARY KEY …. */
  record Unique(
      Optional<String> name,
      boolean primaryKey,
      boolean nullsNotDistinct,
      ConstraintTiming timing,
      String text)
      implements ColumnConstraint {}

  /** REFERENCES table [(column)] …. */
  record References(
      Optional<String> name, ForeignKeyTarget target, ConstraintTiming timing, String text)
      implements ColumnConstraint {}

  /** GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(sequence options)], as text and as they are. */
  record Identity(
      Optional<String> name,
      boolean always,
      Optional<String> options,
      List<SequenceOption> sequence,
      String text)
      implements ColumnConstraint {
    public Identity {
      sequence = List.copyOf(sequence);
    }
  }

  /** GENERATED ALWAYS AS (expression) [STORED | VIRTUAL]. */
  record Generated(Optional<String> name, SqlFragment expression, boolean stored, String text)
      implements ColumnConstraint {}
}
