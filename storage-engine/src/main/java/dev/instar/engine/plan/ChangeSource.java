package dev.instar.engine.plan;

/**
 * The rows of RETURNING; without it none, and the first call of {@link #next} does all the work.
 */
public interface ChangeSource extends RowSource {
  /** How many rows were inserted, updated or deleted so far. */
  long changed();
}
