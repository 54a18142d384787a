package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.ClassProvider;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.core.api.resolver.MigrationResolver;
import org.flywaydb.core.api.resolver.ResolvedMigration;
import org.flywaydb.core.internal.resolver.java.ScanningJavaMigrationResolver;
import org.flywaydb.core.internal.resolver.script.ScriptMigrationResolver;
import org.flywaydb.core.internal.resolver.sql.SqlMigrationResolver;
import org.flywaydb.core.internal.scanner.Scanner;
import org.flywaydb.core.internal.sqlscript.SqlScriptExecutor;
import org.flywaydb.core.internal.sqlscript.SqlScriptFactory;

/**
 * Finds the migrations that Flyway's default resolvers find, as they find them, with another
 * executor for SQL. For a configuration whose {@code skipDefaultResolvers} is set. Used by one
 * thread.
 */
final class VersionResolver implements MigrationResolver {
  /** Makes what executes the versions, with Flyway's connection for them. */
  @FunctionalInterface
  interface Executors {
    SqlScriptExecutor on(java.sql.Connection connection);
  }

  private final Executors executors;
  private final Map<String, VersionScript> scripts = new LinkedHashMap<>();
  private Optional<Placeholders> placeholders = Optional.empty();

  VersionResolver(Executors executors) {
    this.executors = executors;
  }

  @Override
  public Collection<ResolvedMigration> resolveMigrations(Context context) {
    Configuration configuration = context.configuration;
    placeholders = Optional.of(Placeholders.read(configuration));
    SqlScriptFactory ofVersions =
        (resource, mixed, provider) -> {
          VersionScript script =
              new VersionScript(
                  context.sqlScriptFactory.createSqlScript(resource, mixed, provider));
          scripts.put(resource.getRelativePath(), script);
          return script;
        };
    Context ours =
        new Context(
            configuration,
            context.resourceProvider,
            ofVersions,
            (connection, undo, batch, output) -> executors.on(connection),
            context.statementInterceptor);
    List<MigrationResolver> resolvers = new ArrayList<>();
    resolvers.add(
        new SqlMigrationResolver(
            ours.resourceProvider,
            ours.sqlScriptExecutorFactory,
            ours.sqlScriptFactory,
            configuration,
            placeholders.get().context()));
    resolvers.add(new ScanningJavaMigrationResolver(classes(configuration), configuration));
    resolvers.addAll(configuration.getPluginRegister().getInstancesOf(MigrationResolver.class));
    resolvers.add(
        new ScriptMigrationResolver<Event>(
            ours.resourceProvider,
            configuration,
            placeholders.get().context(),
            ours.statementInterceptor));
    return resolvers.stream().flatMap(r -> r.resolveMigrations(ours).stream()).toList();
  }

  private static ClassProvider<JavaMigration> classes(Configuration configuration) {
    return configuration.getJavaMigrationClassProvider() != null
        ? configuration.getJavaMigrationClassProvider()
        : new Scanner<>(JavaMigration.class, configuration, configuration.getLocations());
  }

  /**
   * The SQL migration of that script, if it is one; of those that were resolved last.
   *
   * @throws MigrationException with FLYWAY_REFUSED if its text cannot be had, for want of a
   *     placeholder's value for example
   */
  Optional<Version> version(String script) {
    return Optional.ofNullable(scripts.get(script)).map(s -> version(script, s));
  }

  private Version version(String script, VersionScript found) {
    try {
      return new Version(script, placeholders.orElseThrow().text(found));
    } catch (FlywayException e) {
      throw new MigrationException(
          ErrorCode.FLYWAY_REFUSED,
          script + ": " + e.getMessage(),
          "Give placeholders their values with --placeholder.",
          e);
    }
  }
}
