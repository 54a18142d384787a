package dev.instar.engine.sql;

/** DEFERRABLE and INITIALLY DEFERRED, with PostgreSQL's defaults filled in. */
public record ConstraintTiming(boolean deferrable, boolean initiallyDeferred) {
  public static final ConstraintTiming IMMEDIATE = new ConstraintTiming(false, false);
}
