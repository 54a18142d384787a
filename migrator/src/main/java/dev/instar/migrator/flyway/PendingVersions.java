package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.ValidateResult;
import org.flywaydb.core.api.pattern.ValidatePattern;

/** Plans what is pending in a folder. Changes nothing, and runs no callbacks. Stateless. */
public final class PendingVersions {
  private PendingVersions() {}

  /**
   * What {@code migrate} would do, in its order.
   *
   * @throws MigrationException FLYWAY_REFUSED if Flyway would not migrate, because a migration that
   *     was applied has been changed, for example; and if the server cannot be reached or read
   */
  public static List<PendingVersion> plan(
      FlywaySettings settings, Sessions sessions, PlanOptions options) {
    VersionResolver resolver =
        new VersionResolver(
            connection -> {
              throw new IllegalStateException("nothing is executed");
            });
    FluentConfiguration configuration =
        settings
            .configuration(sessions.settings())
            .skipDefaultCallbacks(true)
            .callbacks(new Callback[0])
            .skipDefaultResolvers(true)
            .resolvers(resolver);
    // Whether the server can be reached, in our words.
    FlywaySession session = session(sessions, configuration);
    try {
      Flyway flyway = configuration.load();
      validate(flyway);
      List<MigrationInfo> pending = pending(flyway, session);
      return new PendingPlans(
              sessions.withUsersPath(session.searchPath()), session, options, resolver)
          .of(pending);
    } catch (FlywayException e) {
      throw FlywayErrors.of(e);
    }
  }

  /** What the session would be like in which Flyway would run a migration. */
  private static FlywaySession session(Sessions sessions, Configuration configuration) {
    try (Connection connection = sessions.openInUsersPath("flyway");
        Statement statement = connection.createStatement()) {
      Optional<String> schema = FlywaySession.defaultSchema(configuration);
      if (schema.isPresent()) {
        String path = path(statement);
        String first = Identifiers.quote(schema.get());
        statement.execute("SET search_path = " + first + (path.isBlank() ? "" : ", " + path));
      }
      return FlywaySession.of(connection, configuration);
    } catch (SQLException e) {
      throw new MigrationException(
          SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL,
          "cannot find out the search_path of Flyway's session: " + e.getMessage(),
          "Run the command again.",
          e);
    }
  }

  private static String path(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW search_path")) {
      row.next();
      return row.getString(1);
    }
  }

  /** As migrate begins. */
  private static void validate(Flyway flyway) {
    Configuration configuration = flyway.getConfiguration();
    if (!configuration.isValidateOnMigrate()) {
      return;
    }
    ValidateResult result =
        new FluentConfiguration(configuration.getClassLoader())
            .configuration(configuration)
            .ignoreMigrationPatterns(
                Stream.concat(
                        Arrays.stream(configuration.getIgnoreMigrationPatterns()),
                        Stream.of(ValidatePattern.fromPattern("*:pending")))
                    .toArray(ValidatePattern[]::new))
            .load()
            .validateWithResult();
    if (!result.validationSuccessful) {
      throw refused(FlywayErrors.oneLine(result.getAllErrorMessages()));
    }
  }

  private static List<MigrationInfo> pending(Flyway flyway, FlywaySession session) {
    MigrationInfoService info = flyway.info();
    List<MigrationInfo> pending = List.of(info.pending());
    boolean begins = session.history().isEmpty() && !info.getInfoResult().allSchemasEmpty;
    if (!begins) {
      return pending;
    }
    Configuration configuration = flyway.getConfiguration();
    if (!configuration.isBaselineOnMigrate()) {
      throw refused(
          "its schemas are not empty, but there is no table %s in them: set baselineOnMigrate, or run 'flyway baseline'"
              .formatted(configuration.getTable()));
    }
    return pending.stream()
        .filter(
            m ->
                m.getVersion() == null
                    || (m.getVersion().compareTo(configuration.getBaselineVersion()) > 0
                        && !m.getType().isBaseline()))
        .toList();
  }

  private static MigrationException refused(String reason) {
    return new MigrationException(
        ErrorCode.FLYWAY_REFUSED, "Flyway would not migrate: " + reason, "See 'flyway info'.");
  }
}
