package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * What the session is like in which Flyway would run a migration: Instar's are to be like it.
 *
 * @param searchPath as {@code SHOW search_path} prints it
 * @param schemas those of the path that there are, as a plan records them
 * @param user the role in effect
 * @param history the history table by schema, name and oid: another one where it was made anew
 */
record FlywaySession(String searchPath, List<String> schemas, String user, String history) {
  private static final String SQL =
      """
      SELECT pg_catalog.current_setting('search_path') AS path,
             ARRAY(SELECT s::text
                   FROM pg_catalog.unnest(pg_catalog.current_schemas(true))
                        WITH ORDINALITY AS p(s, ord)
                   WHERE s::text !~ '^pg_(toast_)?temp'
                   ORDER BY ord) AS schemas,
             current_user::text AS usr,
             coalesce((SELECT n.nspname || '.' || c.relname || ' (' || c.oid || ')'
                       FROM pg_catalog.pg_class c
                       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                       WHERE n.nspname::text = coalesce(?, current_schema()::text)
                         AND c.relname::text = ?), '') AS history
      """;

  FlywaySession {
    schemas = List.copyOf(schemas);
  }

  static FlywaySession of(Connection connection, Configuration configuration) {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setString(1, defaultSchema(configuration).orElse(null));
      statement.setString(2, configuration.getTable());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Array schemas = row.getArray("schemas");
        return new FlywaySession(
            row.getString("path"),
            List.of((String[]) schemas.getArray()),
            row.getString("usr"),
            row.getString("history"));
      }
    } catch (SQLException e) {
      throw new MigrationException(
          SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL,
          "cannot look at Flyway's session: " + e.getMessage(),
          "Run the command again.",
          e);
    }
  }

  /** The schema of the history, where the configuration names one. */
  static Optional<String> defaultSchema(Configuration configuration) {
    return Optional.ofNullable(configuration.getDefaultSchema())
        .or(() -> List.of(configuration.getSchemas()).stream().findFirst());
  }
}
