package dev.instar.migrator.flyway;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For an application that calls Flyway when it starts: its SQL migrations are carried out by
 * Instar, up to CONTRACT, which waits for {@code instar contract}.
 *
 * <pre>{@code
 * FluentConfiguration configuration = Flyway.configure().dataSource(url, user, password);
 * InstarFlyway.of(configuration).install(configuration);
 * configuration.load().migrate();
 * }</pre>
 *
 * <p>What stops a version is the cause of the exception that {@code migrate} throws. Immutable;
 * what it is installed in is for one thread, as Flyway is.
 */
public final class InstarFlyway {
  private static final Logger LOG = LoggerFactory.getLogger(InstarFlyway.class);

  private final ConnectionSettings connection;
  private final PlanOptions plan;
  private final RunOptions run;
  private final ThrottleSettings throttle;
  private final String timeZone;

  private InstarFlyway(
      ConnectionSettings connection,
      PlanOptions plan,
      RunOptions run,
      ThrottleSettings throttle,
      String timeZone) {
    this.connection = Objects.requireNonNull(connection, "connection");
    this.plan = Objects.requireNonNull(plan, "plan");
    this.run = Objects.requireNonNull(run, "run");
    this.throttle = Objects.requireNonNull(throttle, "throttle");
    this.timeZone = Objects.requireNonNull(timeZone, "timeZone");
  }

  /**
   * Instar's sessions of the database that Flyway's configuration names by URL, user and password.
   *
   * @throws MigrationException with USAGE if it names none: a pool does not tell its password
   */
  public static InstarFlyway of(FluentConfiguration configuration) {
    if (configuration.getUrl() == null) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "Flyway's configuration has a DataSource and no URL: Instar needs sessions of its own",
          "Give them with InstarFlyway.of(ConnectionSettings).");
    }
    return of(
        new ConnectionSettings(
            configuration.getUrl(),
            Optional.ofNullable(configuration.getUser()),
            Optional.ofNullable(configuration.getPassword()),
            Map.of()));
  }

  /** Instar's sessions as they are said here, of the database that Flyway is given. */
  public static InstarFlyway of(ConnectionSettings connection) {
    return new InstarFlyway(
        connection, PlanOptions.DEFAULT, RunOptions.DEFAULT, ThrottleSettings.DEFAULT, "UTC");
  }

  /** As {@code --accept}: codes of findings that stop nothing. */
  public InstarFlyway accepting(Set<String> codes) {
    return new InstarFlyway(connection, new PlanOptions(codes), run, throttle, timeZone);
  }

  /** How steps are run. */
  public InstarFlyway with(RunOptions options) {
    return new InstarFlyway(connection, plan, options, throttle, timeZone);
  }

  /** When they rest. */
  public InstarFlyway with(ThrottleSettings settings) {
    return new InstarFlyway(connection, plan, run, settings, timeZone);
  }

  /** As {@code --time-zone}: that of every session of Instar's. */
  public InstarFlyway inTimeZone(String zone) {
    return new InstarFlyway(connection, plan, run, throttle, zone);
  }

  /**
   * Changes the configuration: its SQL migrations are Instar's from now on. Its lock becomes one of
   * the session, because a transaction would be in the way of steps that wait for older ones.
   *
   * @return the same configuration
   */
  public FluentConfiguration install(FluentConfiguration configuration) {
    Progress progress = InstarFlyway::log;
    Migrations migrations = new Migrations(connection, RunServices.paced(throttle), run, progress);
    VersionRuns runs =
        new VersionRuns(
            migrations,
            new Sessions(connection, timeZone),
            new SafePlanner(plan, progress),
            progress,
            false);
    FlywaySettings.withoutTransactionalLock(configuration);
    new VersionExecutor(runs).install(configuration);
    return configuration;
  }

  private static void log(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.StepStarted step ->
          LOG.info(
              "step {} ({} of {}): {}", step.stepId(), step.position(), step.total(), step.title());
      case ProgressEvent.StepFinished step ->
          LOG.info("step {} done: {}", step.stepId(), step.title());
      case ProgressEvent.Notice notice -> LOG.info("{}", notice.message());
      case ProgressEvent.Snapshot snapshot ->
          LOG.debug(
              "step {}: {}, {} rows", snapshot.stepId(), snapshot.stage(), snapshot.rowsDone());
      case ProgressEvent.RebuildSummary summary -> LOG.info("{}", summary);
    }
  }
}
