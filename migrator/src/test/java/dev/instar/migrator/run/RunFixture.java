package dev.instar.migrator.run;

import dev.instar.migrator.execute.RebuildCleanup;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepExecutor;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Runners as the command line makes them, with a lease that a test can outwait. */
final class RunFixture {
  static final RunTiming TIMING =
      new RunTiming(
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(4),
          Duration.ofSeconds(60));

  static final RunOptions OPTIONS =
      new RunOptions(
          Duration.ofMillis(200), 1, Duration.ofMillis(300), Duration.ofSeconds(20), false);

  final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
  private final TestDatabase database;
  private StepExecutor rebuild =
      context -> {
        throw new AssertionError("no rebuild in this test");
      };
  private RebuildCleanup cleanup =
      context -> {
        throw new AssertionError("no rebuild in this test");
      };
  private Progress progress = event -> {};
  private UnaryOperator<String> route = UnaryOperator.identity();

  RunFixture(TestDatabase database) {
    this.database = database;
  }

  RunFixture rebuild(StepExecutor executor) {
    rebuild = executor;
    return this;
  }

  RunFixture cleanup(RebuildCleanup discard) {
    cleanup = discard;
    return this;
  }

  RunFixture onEvent(Progress more) {
    progress = more;
    return this;
  }

  /** Reaches the server by another URL than its own. */
  RunFixture route(UnaryOperator<String> other) {
    route = other;
    return this;
  }

  Migrations migrations() {
    ConnectionSettings direct = database.sessions().settings();
    return new Migrations(
        new ConnectionSettings(
            route.apply(direct.url()), direct.user(), direct.password(), direct.properties()),
        new RunServices(
            rebuild, cleanup, ThrottleSource.NONE, TIMING, Ticker.SYSTEM, new Random(1)),
        OPTIONS,
        event -> {
          events.add(event);
          progress.report(event);
        });
  }

  Remote remote() {
    return new Remote(database.sessions());
  }
}
