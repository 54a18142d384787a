package dev.instar.migrator.plan;

import java.util.Objects;
import java.util.Optional;

/**
 * Something a reader should know about a statement.
 *
 * @param code stable, such as {@code LOCK-REWRITE}
 * @param severity how bad
 * @param message what, naming the object
 * @param advice the better way, or what to look at; empty where there is nothing to say
 * @param place where in the script; empty for what concerns the server
 * @param accepted why somebody takes responsibility for it, and then it stops nothing: {@code
 *     --accept}, the reason of a comment, a baseline
 */
public record Finding(
    String code,
    Severity severity,
    String message,
    String advice,
    Optional<Place> place,
    Optional<String> accepted) {
  public Finding {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(accepted, "accepted");
  }

  /** One of the server's, that nobody has accepted. */
  public Finding(String code, Severity severity, String message, String advice) {
    this(code, severity, message, advice, Optional.empty(), Optional.empty());
  }

  /** As {@link FindingCode#remains()}; a code of another release remains. */
  public boolean remains() {
    return FindingCode.of(code).map(FindingCode::remains).orElse(true);
  }

  /** The same finding, accepted for that reason; the first reason is kept. */
  public Finding acceptedAs(String reason) {
    return accepted.isPresent()
        ? this
        : new Finding(code, severity, message, advice, place, Optional.of(reason));
  }

  /** How bad; {@code --fail-on} names one of these. */
  public enum Severity {
    INFO,
    WARNING,
    HAZARD
  }
}
