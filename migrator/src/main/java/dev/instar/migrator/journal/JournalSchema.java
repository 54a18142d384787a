package dev.instar.migrator.journal;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Schema {@code instar} in the target: made by the first migration there, brought up to date by
 * later releases. Flyway keeps its history inside it. Safe to ask for from several hosts at once.
 */
public final class JournalSchema {
  /** The last {@code V….sql} beside this class. */
  static final int VERSION = 1;

  private static final String INVALID_SCHEMA = "3F000";

  private JournalSchema() {}

  /**
   * Makes sure the state tables are there and current. One query when they are.
   *
   * @throws MigrationException with PRIVILEGE if this role may not create them, SERVER_UNSUPPORTED
   *     if a later release has changed them
   */
  public static void ensure(Sessions sessions) {
    int found;
    try (Connection connection = sessions.open("journal")) {
      found = version(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
    if (found > VERSION) {
      throw new MigrationException(
          ErrorCode.SERVER_UNSUPPORTED,
          "schema instar is at version %d, made by a later release; this one knows version %d"
              .formatted(found, VERSION),
          "Run the later release.");
    }
    if (found < VERSION) {
      migrate(sessions);
    }
  }

  /** Whether this database has state tables: without them, no migration has ever begun there. */
  public static boolean exists(Connection connection) throws SQLException {
    return version(connection) > 0;
  }

  /** The version of the state tables; 0 where there are none. */
  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(version::int), 0) FROM instar.flyway_schema_history"
                    + " WHERE success AND version IS NOT NULL")) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      String state = SqlStates.of(e);
      if (state.equals(SqlStates.UNDEFINED_TABLE) || state.equals(INVALID_SCHEMA)) {
        return 0;
      }
      throw e;
    }
  }

  private static void migrate(Sessions sessions) {
    try {
      FluentConfiguration configuration = Flyway.configure(JournalSchema.class.getClassLoader());
      // A transactional lock would be held over statements that wait for older transactions.
      configuration
          .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
          .setTransactionalLock(false);
      configuration
          .dataSource(new SessionsDataSource(sessions, "journal"))
          .schemas(Tables.SCHEMA)
          .defaultSchema(Tables.SCHEMA)
          .table("flyway_schema_history")
          .createSchemas(true)
          .cleanDisabled(true)
          .locations("classpath:dev/instar/migrator/journal")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  private static MigrationException failed(Exception e) {
    if (SqlStates.of(e).equals(SqlStates.INSUFFICIENT_PRIVILEGE)) {
      return new MigrationException(
          ErrorCode.PRIVILEGE,
          "this role may not keep state in schema instar: " + rootMessage(e),
          "GRANT CREATE ON DATABASE … to it, or create schema instar owned by it.",
          e);
    }
    ErrorCode code = SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL;
    return new MigrationException(
        code, "cannot prepare schema instar: " + rootMessage(e), "Run the command again.", e);
  }

  /** The message of the deepest cause that has one: an end of file has none. */
  private static String rootMessage(Throwable e) {
    String message = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      message = cause.getMessage() == null ? message : cause.getMessage();
    }
    return message;
  }
}
