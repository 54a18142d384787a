package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.util.stream.Collectors;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** What Flyway says, as an error of ours. */
final class FlywayErrors {
  private FlywayErrors() {}

  static MigrationException of(FlywayException e) {
    if (SqlStates.connectionLost(e)) {
      return new MigrationException(
          ErrorCode.CONNECTION_LOST, message(e), "Run the same command again.", e);
    }
    boolean failed =
        e instanceof FlywayMigrateException
            || e.getErrorCode() == CoreErrorCode.ERROR
            || e.getErrorCode() == CoreErrorCode.FAULT;
    return new MigrationException(
        failed ? ErrorCode.FLYWAY_FAILED : ErrorCode.FLYWAY_REFUSED,
        message(e),
        "See 'flyway info'.",
        e);
  }

  private static String message(FlywayException e) {
    return "Flyway: " + oneLine(e.getMessage());
  }

  /** Without Flyway's underlining and its leaflets. */
  static String oneLine(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("-+") && !line.contains("red-gate.com"))
        .collect(Collectors.joining(" "));
  }
}
