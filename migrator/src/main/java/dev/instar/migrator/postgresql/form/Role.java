package dev.instar.migrator.postgresql.form;

import java.util.Locale;

/** What a relation is to a statement. */
public enum Role {
  /** The table that the statement is about. */
  TABLE,
  /** A table that this one refers to, is a partition of, or inherits from. */
  PARENT,
  /** A table that refers to this one. */
  CHILD,
  /** A partition of the table. */
  PARTITION,
  /** The partition of the parent, or of the table, that takes what no other does. */
  DEFAULT,
  /** An index of the table that the statement names, changes or removes. */
  INDEX,
  /** The view or materialized view that the statement is about. */
  VIEW,
  /** The sequence that the statement is about, or that belongs to its column. */
  SEQUENCE,
  /** A table that is only read. */
  SOURCE;

  /** As the table of forms writes it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
