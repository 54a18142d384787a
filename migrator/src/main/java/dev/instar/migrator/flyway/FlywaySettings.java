package dev.instar.migrator.flyway;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.postgresql.PGProperty;

/**
 * How Flyway is to look at a folder.
 *
 * @param properties Flyway's settings under Flyway's names, such as {@code flyway.locations}
 * @param classes where Java migrations and callbacks are looked for
 */
public record FlywaySettings(Map<String, String> properties, ClassLoader classes) {
  public FlywaySettings {
    properties = Map.copyOf(properties);
  }

  /**
   * The settings as Flyway's command line would have them: of its files ({@code flyway.toml} and
   * {@code flyway.user.toml}, or else {@code flyway.conf}), over them those of the environment,
   * over them the given ones. The connection is not theirs to say: what they have of it is left
   * out.
   *
   * @param directory where the files are, unless {@code flyway.configFiles} names others
   * @param environment with variables such as {@code FLYWAY_TABLE}
   * @param given under Flyway's names
   * @throws MigrationException with USAGE if a file cannot be read
   */
  public static FlywaySettings read(
      Path directory, Map<String, String> environment, Map<String, String> given) {
    Map<String, String> above =
        new HashMap<>(ConfigUtils.environmentVariablesToPropertyMap(environment));
    above.putAll(given);
    Map<String, String> all = new HashMap<>(SettingsFiles.read(directory, above));
    all.putAll(above);
    ClassLoader classes = SettingsFiles.classes(directory, all);
    SettingsFiles.NOT_THEIRS.forEach(all::remove);
    return new FlywaySettings(all, classes);
  }

  /**
   * A configuration for that database, without resolvers.
   *
   * @throws MigrationException if Flyway does not know a setting, or not its value
   */
  FluentConfiguration configuration(ConnectionSettings connection) {
    try {
      FluentConfiguration configuration = Flyway.configure(classes).configuration(properties);
      // They are at rest for as long as a version takes.
      Map<String, String> driver = new HashMap<>();
      driver.put(PGProperty.APPLICATION_NAME.getName(), "Flyway of Instar");
      driver.put(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
      driver.putAll(connection.properties());
      driver.putAll(configuration.getJdbcProperties());
      withoutTransactionalLock(configuration);
      return configuration
          .jdbcProperties(driver)
          .dataSource(
              connection.url(), connection.user().orElse(null), connection.password().orElse(null))
          .loggers("slf4j");
    } catch (FlywayException e) {
      throw FlywayErrors.of(e);
    }
  }

  /** A lock that is a transaction would be held over statements that wait for older ones. */
  static void withoutTransactionalLock(FluentConfiguration configuration) {
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
  }
}
