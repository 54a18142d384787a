package dev.instar.migrator.flyway;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunOutcome;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.run.RunTiming;
import dev.instar.migrator.run.ThrottleSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** A database and a folder, migrated by Instar, and looked at by Flyway as it comes. */
final class FlywayFixture implements AutoCloseable {
  private static final List<Logger> LOGGERS =
      List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("dev.instar.migrator.flyway"));

  static {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
  }

  private static final RunTiming TIMING =
      new RunTiming(
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(4),
          Duration.ofSeconds(60));

  private static final RunOptions OPTIONS =
      new RunOptions(
          Duration.ofMillis(200), 1, Duration.ofMillis(300), Duration.ofSeconds(2), false);

  final TestDatabase database;
  final Folder folder;
  final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
  private final Map<String, String> properties = new HashMap<>();
  private PlanOptions options = PlanOptions.DEFAULT;
  private Consumer<Migrations> atTheFirstStep = migrations -> {};

  private FlywayFixture(TestDatabase database, Folder folder) {
    this.database = database;
    this.folder = folder;
    properties.put("flyway.locations", folder.location());
  }

  static FlywayFixture create(Folder folder) throws SQLException {
    return new FlywayFixture(TestDatabase.create(), folder);
  }

  static FlywayFixture on(PostgresServer server, Folder folder) throws SQLException {
    return new FlywayFixture(TestDatabase.on(server), folder);
  }

  /** One of Flyway's settings, for Instar and for Flyway as it comes. */
  FlywayFixture set(String name, String value) {
    properties.put("flyway." + name, value);
    return this;
  }

  FlywayFixture accept(String... codes) {
    options = new PlanOptions(Set.of(codes));
    return this;
  }

  Migrations migrations() {
    RebuildExecutor rebuild = new RebuildExecutor();
    AtomicReference<Migrations> self = new AtomicReference<>();
    AtomicReference<Consumer<Migrations>> once = new AtomicReference<>(atTheFirstStep);
    atTheFirstStep = migrations -> {};
    self.set(
        new Migrations(
            database.sessions().settings(),
            new RunServices(
                rebuild, rebuild, ThrottleSource.NONE, TIMING, Ticker.SYSTEM, new Random(1)),
            OPTIONS,
            event -> {
              events.add(event);
              if (event instanceof ProgressEvent.StepStarted) {
                once.getAndSet(migrations -> {}).accept(self.get());
              }
            }));
    return self.get();
  }

  /** The next run is stopped when its first step begins. */
  FlywayFixture stopAtAStep() {
    return atTheFirstStep(Migrations::stop);
  }

  /** What is done when the first step of the next run begins, by the run's thread. */
  FlywayFixture atTheFirstStep(Consumer<Migrations> what) {
    atTheFirstStep = what;
    return this;
  }

  RunOutcome migrate() {
    return migrate(migrations(), false);
  }

  RunOutcome migrate(Migrations migrations, boolean contract) {
    return FolderRun.migrate(
        settings(),
        migrations,
        database.sessions(),
        new SafePlanner(options, events::add),
        events::add,
        contract);
  }

  FlywaySettings settings() {
    return new FlywaySettings(properties, FlywayFixture.class.getClassLoader());
  }

  /** Flyway as it comes, with the same settings. */
  Flyway flyway() {
    FluentConfiguration configuration =
        Flyway.configure()
            .configuration(properties)
            .cleanDisabled(false)
            .loggers("slf4j")
            .dataSource(
                database.sessions().settings().url(),
                database.sessions().settings().user().orElseThrow(),
                database.sessions().settings().password().orElseThrow());
    FlywaySettings.withoutTransactionalLock(configuration);
    return configuration.load();
  }

  /** Every migration as {@code flyway info} has it. */
  List<String> info() {
    return Stream.of(flyway().info().all())
        .map(i -> i.getScript() + " " + i.getState().getDisplayName())
        .toList();
  }

  List<String> history() throws SQLException {
    return history("flyway_schema_history");
  }

  /** All that a history says but its times. */
  List<String> history(String table) throws SQLException {
    return database.rows(
        """
        SELECT installed_rank, version, description, type, script, checksum, installed_by, success
        FROM %s ORDER BY installed_rank\
        """
            .formatted(table));
  }

  /** The rows of a query, for those who may not throw. */
  List<String> rows(String query) {
    try {
      return database.rows(query);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until a query answers true. */
  void await(String query) {
    try {
      database.await(query);
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
