package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.postgresql.session.SqlStates;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server said, as an error a user can act on. */
final class StepFailures {
  private StepFailures() {}

  /** The exception itself if it is one of ours. */
  static MigrationException of(Step step, Exception failure) {
    if (failure instanceof MigrationException ours) {
      return ours;
    }
    ErrorCode code = code(failure);
    return new MigrationException(
        code,
        "step %s (%s): %s".formatted(step.id(), step.title(), text(failure)),
        advice(code),
        failure);
  }

  /** The server's message with its detail, without the position and the function names. */
  static String text(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof PSQLException e && e.getServerErrorMessage() != null) {
        ServerErrorMessage said = e.getServerErrorMessage();
        return said.getDetail() == null
            ? said.getMessage()
            : said.getMessage() + ": " + said.getDetail();
      }
    }
    return String.valueOf(failure.getMessage());
  }

  private static ErrorCode code(Exception failure) {
    if (SqlStates.connectionLost(failure)) {
      return ErrorCode.CONNECTION_LOST;
    }
    String state = SqlStates.of(failure);
    return switch (state) {
      case SqlStates.UNIQUE_VIOLATION -> ErrorCode.DUPLICATE_ROWS;
      case SqlStates.INSUFFICIENT_PRIVILEGE -> ErrorCode.PRIVILEGE;
      case SqlStates.LOCK_NOT_AVAILABLE, SqlStates.DEADLOCK_DETECTED ->
          ErrorCode.LOCK_NOT_AVAILABLE;
      // Undefined table, column, object, function, schema.
      case "42P01", "42703", "42704", "42883", "3F000" -> ErrorCode.OBJECT_MISSING;
      // Duplicate table, column, object, function, schema.
      case "42P07", "42701", "42710", "42723", "42P06" -> ErrorCode.OBJECT_EXISTS;
      case "42601" -> ErrorCode.SQL_SYNTAX;
      case "2BP01" -> ErrorCode.DEPENDENT_OBJECT;
      case "53100" -> ErrorCode.DISK_SPACE;
      case "0A000" -> ErrorCode.STATEMENT_UNSUPPORTED;
      // Data exceptions, and violated constraints of other kinds.
      default ->
          state.startsWith("22") || state.startsWith("23")
              ? ErrorCode.DATA_CONFLICT
              : ErrorCode.INTERNAL;
    };
  }

  private static String advice(ErrorCode code) {
    return switch (code.category()) {
      case ENVIRONMENT -> "Put it right, then run 'instar resume'.";
      case CONFLICT -> "Correct the rows, then run 'instar resume'; or run 'instar abort'.";
      case LOCK -> "Run 'instar resume' when the server is less busy.";
      case REFUSED -> "Run 'instar abort', correct the script, and begin again.";
      case USAGE, UNFINISHED, OUTCOME_UNKNOWN, BUG ->
          "Run 'instar resume' to try again, or 'instar abort' to take the migration back.";
    };
  }
}
