package dev.instar.migrator.postgresql.shadow;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.throttle.Throttle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** One database with the state tables and one migration, on which a rebuild step can be run. */
final class RebuildHarness implements AutoCloseable {
  private static final long MIGRATION = 1;

  private static final String TERMINATE =
      "SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND starts_with(application_name, 'instar 1.')";

  private final PostgresServer server;
  private final SharedDatabase database;
  private final Sessions sessions;
  private final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
  private RunOptions options = RunOptions.DEFAULT;
  private Throttle throttle = Throttle.NONE;
  private final AtomicLong epoch = new AtomicLong(1);
  private Control control =
      new Control() {
        @Override
        public boolean cutOverRequested() {
          return false;
        }

        @Override
        public void check() {}
      };

  RebuildHarness(PostgresServer server) throws SQLException, IOException {
    this(server, UnaryOperator.identity());
  }

  /**
   * @param route what Instar's sessions connect to, made of the database's own JDBC URL
   */
  RebuildHarness(PostgresServer server, UnaryOperator<String> route)
      throws SQLException, IOException {
    this.server = server;
    this.database = server.createDatabase();
    this.sessions =
        new Sessions(
            new ConnectionSettings(
                route.apply(database.jdbcUrl()),
                Optional.of(server.user()),
                Optional.of(server.password()),
                Map.of()),
            "UTC",
            List.of("pg_catalog", "public"));
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        InputStream script =
            Sessions.class.getResourceAsStream("/dev/instar/migrator/journal/V1__state.sql")) {
      statement.execute("CREATE SCHEMA instar");
      statement.execute("SET search_path = instar");
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      statement.execute(
          "INSERT INTO instar.migration (name, checksum, plan, state) VALUES ('test', '', '{}',"
              + " 'running')");
      statement.execute("INSERT INTO instar.epoch VALUES (" + MIGRATION + ", 1)");
    }
  }

  PostgresServer server() {
    return server;
  }

  Sessions sessions() {
    return sessions;
  }

  RebuildHarness options(RunOptions changed) {
    options = changed;
    return this;
  }

  RebuildHarness control(Control changed) {
    control = changed;
    return this;
  }

  RebuildHarness throttle(Throttle changed) {
    throttle = changed;
    return this;
  }

  /** Stays ready for the cut-over until it is asked for. */
  CutOverRequest postponed() {
    CutOverRequest request = new CutOverRequest();
    control = request;
    options =
        new RunOptions(
            options.chunkTime(),
            options.workers(),
            options.lockBudget(),
            options.lockPatience(),
            true);
    return request;
  }

  /** The cut-over that somebody asks for later. */
  static final class CutOverRequest implements Control {
    private volatile boolean requested;

    void request() {
      requested = true;
    }

    @Override
    public boolean cutOverRequested() {
      return requested;
    }

    @Override
    public void check() {}
  }

  /** Ends what the last runner left behind and counts the epoch up, as a takeover does. */
  void takeOver() throws SQLException {
    terminate();
    countUp();
  }

  /** Waits for every data transaction of the last runner, then counts the epoch up. */
  void countUp() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SELECT epoch FROM instar.epoch WHERE migration_id = 1 FOR UPDATE");
      statement.execute("UPDATE instar.epoch SET epoch = epoch + 1 WHERE migration_id = 1");
      connection.commit();
      epoch.incrementAndGet();
    }
  }

  /** Ends every session of the migration, and waits until they have ended. */
  void terminate() throws SQLException {
    query(TERMINATE);
  }

  Connection connect() throws SQLException {
    return database.connect();
  }

  /** A role, where it is not there from another test. */
  void role(String name) throws SQLException {
    server.createRole(name, "");
  }

  void sql(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  String query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  StepContext context(String table, Map<String, String> using, String... actions) {
    return context(epoch.get(), table, using, actions);
  }

  StepContext context(long epoch, String table, Map<String, String> using, String... actions) {
    Step step =
        new Step(
            "1.1",
            Phase.MIGRATE,
            "rebuild " + table,
            new StepAction.Rebuild(new TableName("public", table), List.of(actions), using),
            List.of(),
            Work.ONLINE_COPY,
            new Estimate(0, 0, Duration.ZERO, "none"),
            new Undo.DropShadow(),
            "",
            "test");
    return new StepContext(
        MIGRATION,
        epoch,
        step,
        sessions.labelled(MIGRATION + "." + epoch),
        control,
        throttle,
        options,
        this::event);
  }

  /** Runs a rebuild to its end. */
  ProgressEvent.RebuildSummary rebuild(String table, String... actions)
      throws InterruptedException {
    return rebuild(context(table, Map.of(), actions));
  }

  ProgressEvent.RebuildSummary rebuild(StepContext context) throws InterruptedException {
    new RebuildExecutor().execute(context);
    return summary();
  }

  ProgressEvent.RebuildSummary summary() {
    return events.stream()
        .filter(ProgressEvent.RebuildSummary.class::isInstance)
        .map(ProgressEvent.RebuildSummary.class::cast)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private void event(ProgressEvent event) {
    events.add(event);
    System.out.println(event);
  }

  List<ProgressEvent> events() {
    return events;
  }

  /** Origins are the server's; those of a rebuild that failed would take the room of later ones. */
  @Override
  public void close() throws SQLException {
    sql(
        "SET ROLE none",
        TERMINATE,
        "SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin o WHERE EXISTS"
            + " (SELECT FROM instar.shadow WHERE starts_with(o.roname, slot || '_'))");
    database.close();
  }
}
