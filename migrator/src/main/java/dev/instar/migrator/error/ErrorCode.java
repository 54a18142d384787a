package dev.instar.migrator.error;

/** The stable codes of errors, each in one {@link Category}. Codes are never reused or renamed. */
public enum ErrorCode {
  // What the user wrote.
  USAGE(Category.USAGE),
  SQL_SYNTAX(Category.REFUSED),
  STATEMENT_UNSUPPORTED(Category.REFUSED),
  OBJECT_MISSING(Category.REFUSED),
  OBJECT_EXISTS(Category.REFUSED),

  // What cannot be done safely.
  UNSAFE(Category.REFUSED),
  NO_USABLE_KEY(Category.REFUSED),
  VOLATILE_TRANSFORM(Category.REFUSED),
  DEPENDENT_OBJECT(Category.REFUSED),
  ROW_SECURITY(Category.REFUSED),
  PLAN_STALE(Category.REFUSED),
  NAME_TOO_LONG(Category.REFUSED),
  FLYWAY_REFUSED(Category.REFUSED),

  // What the environment lacks.
  UNREACHABLE(Category.ENVIRONMENT),
  AUTHENTICATION(Category.ENVIRONMENT),
  SERVER_UNSUPPORTED(Category.ENVIRONMENT),
  WAL_LEVEL(Category.ENVIRONMENT),
  PRIVILEGE(Category.ENVIRONMENT),
  DISK_SPACE(Category.ENVIRONMENT),
  POOLER(Category.ENVIRONMENT),
  REPLICATION_SLOTS(Category.ENVIRONMENT),
  CONNECTION_LOST(Category.ENVIRONMENT),
  SLOT_LOST(Category.ENVIRONMENT),
  CRITICAL_LOAD(Category.ENVIRONMENT),
  OUTPUT_LOST(Category.ENVIRONMENT),
  DATA_DIRECTORY(Category.ENVIRONMENT),

  // What the data or somebody else does.
  DATA_CONFLICT(Category.CONFLICT),
  DUPLICATE_ROWS(Category.CONFLICT),
  ROWS_DIFFER(Category.CONFLICT),
  FOREIGN_CHANGE(Category.CONFLICT),
  UNFINISHED_MIGRATION(Category.UNFINISHED),
  RUNNER_ACTIVE(Category.UNFINISHED),
  LEASE_LOST(Category.CONFLICT),
  ABORTED(Category.CONFLICT),
  FLYWAY_FAILED(Category.CONFLICT),
  LOCK_NOT_AVAILABLE(Category.LOCK),
  CUT_OVER_BUDGET(Category.LOCK),

  OUTCOME_UNKNOWN(Category.OUTCOME_UNKNOWN),
  INTERNAL(Category.BUG);

  private final Category category;

  ErrorCode(Category category) {
    this.category = category;
  }

  public Category category() {
    return category;
  }

  /** Kinds of errors; each ends the process with one exit code. */
  public enum Category {
    USAGE(2),
    REFUSED(4),
    ENVIRONMENT(1),
    CONFLICT(1),
    UNFINISHED(5),
    LOCK(6),
    OUTCOME_UNKNOWN(1),
    BUG(1);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the command line, as the README documents it. */
    public int exitCode() {
      return exitCode;
    }
  }
}
