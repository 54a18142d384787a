package dev.instar.migrator.twin;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;

/** A {@link TwinRebuild} carried out in this process, without a runner. */
final class TwinMigration {
  private static final long MIGRATION = 1;

  private final SharedDatabase database;
  private final TwinTable table;
  private final Throttle throttle;
  private final List<ProgressEvent> events = new CopyOnWriteArrayList<>();

  TwinMigration(SharedDatabase database, TwinTable table, Throttle throttle)
      throws SQLException, IOException {
    this.database = database;
    this.table = table;
    this.throttle = throttle;
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        InputStream script =
            Sessions.class.getResourceAsStream("/dev/instar/migrator/journal/V1__state.sql")) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS instar");
      statement.execute("SET search_path = instar");
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute(
          "INSERT INTO instar.migration (name, checksum, plan, state)"
              + " VALUES ('twin', '', '{}', 'running')");
      statement.execute("INSERT INTO instar.epoch VALUES (" + MIGRATION + ", 1)");
    }
  }

  /** What must be in the table afterwards. */
  ShapeTransform transform() {
    return new TwinRebuild(table).transform();
  }

  /** Runs it to its end, or to its error, in this thread. */
  ProgressEvent.RebuildSummary run() throws InterruptedException {
    new RebuildExecutor().execute(context());
    return summary();
  }

  /** Runs it in a thread of its own. */
  FutureTask<ProgressEvent.RebuildSummary> start() {
    FutureTask<ProgressEvent.RebuildSummary> task = new FutureTask<>(this::run);
    Thread.ofPlatform().name("migration").daemon().start(task);
    return task;
  }

  /** Takes back what was not swapped. */
  void discard() throws InterruptedException {
    new RebuildExecutor().discard(context());
  }

  List<ProgressEvent> events() {
    return events;
  }

  private ProgressEvent.RebuildSummary summary() {
    return events.stream()
        .filter(ProgressEvent.RebuildSummary.class::isInstance)
        .map(ProgressEvent.RebuildSummary.class::cast)
        .reduce((first, last) -> last)
        .orElseThrow(() -> new AssertionError("no summary among " + events));
  }

  private StepContext context() {
    Sessions sessions =
        new Sessions(
            new ConnectionSettings(
                database.jdbcUrl(),
                Optional.of(database.server().user()),
                Optional.of(database.server().password()),
                Map.of()),
            "UTC",
            List.of("pg_catalog", table.source().schema()));
    return new StepContext(
        MIGRATION,
        1,
        new TwinRebuild(table).step(),
        sessions.labelled(MIGRATION + ".1"),
        NOBODY_ASKS,
        throttle,
        // Short chunks: there are to be many of them.
        new RunOptions(
            Duration.ofMillis(10),
            2,
            RunOptions.DEFAULT.lockBudget(),
            RunOptions.DEFAULT.lockPatience(),
            false),
        events::add);
  }

  private static final Control NOBODY_ASKS =
      new Control() {
        @Override
        public boolean cutOverRequested() {
          return false;
        }

        @Override
        public void check() {}
      };
}
