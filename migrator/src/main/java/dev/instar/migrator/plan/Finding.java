package dev.instar.migrator.plan;

import java.util.Objects;

/**
 * Something a reader should know about a statement.
 *
 * @param code stable, such as {@code LOCK-REWRITE}
 * @param severity how bad
 * @param message what, naming the object
 * @param advice the better way, or what to look at; empty where there is nothing to say
 */
public record Finding(String code, Severity severity, String message, String advice) {
  public Finding {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }

  /** How bad; {@code --fail-on} names one of these. */
  public enum Severity {
    INFO,
    WARNING,
    HAZARD
  }
}
