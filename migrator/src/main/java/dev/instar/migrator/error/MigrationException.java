package dev.instar.migrator.error;

import java.util.Objects;

/** An error a user can act on: a code, what happened, and what to do next. Carries no secrets. */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String advice;

  /**
   * @param code the stable code
   * @param message what happened, naming the object
   * @param advice what to do next; empty where there is nothing to say
   */
  public MigrationException(ErrorCode code, String message, String advice) {
    this(code, message, advice, null);
  }

  public MigrationException(ErrorCode code, String message, String advice, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
    this.advice = Objects.requireNonNull(advice, "advice");
  }

  public ErrorCode code() {
    return code;
  }

  public String advice() {
    return advice;
  }
}
