package dev.instar.engine.lock;

/** What to do about a row that somebody else has locked. */
public enum WaitPolicy {
  WAIT,
  /** Fail with 55P03. */
  NOWAIT,
  /** Go on without the row. */
  SKIP_LOCKED
}
