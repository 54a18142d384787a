package dev.instar.migrator.throttle;

/** What the signals say. */
sealed interface Load {
  record Normal() implements Load {}

  /** Above a limit of max-load, or unreadable. */
  record Overload(String reason) implements Load {}

  /** Above a limit of critical-load. */
  record Critical(String reason) implements Load {}
}
