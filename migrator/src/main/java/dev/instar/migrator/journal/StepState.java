package dev.instar.migrator.journal;

import java.util.Locale;

/** Where a step stands, as {@code step.state} keeps it. */
public enum StepState {
  PENDING,
  /** Begun. What it has done so far, only the database itself can tell. */
  RUNNING,
  DONE,
  /** Taken back by an abort. */
  UNDONE;

  /** As the state tables and reports spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StepState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
