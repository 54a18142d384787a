package dev.instar.migrator.postgresql.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private static final Work WORK = Work.ONLINE_COPY;
  private static final Estimate ESTIMATE = new Estimate(0, 0, Duration.ZERO, "");
  private static final Undo UNDO = new Undo.DropShadow();

  private PostgresServer server;
  private SharedDatabase database;

  @BeforeEach
  void open() throws SQLException {
    server = PostgresServer.shared(PostgresVersion.V17);
    database = server.createDatabase();
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void whereAllIsWellNothingStopsThePlanAndNothingIsLeft() throws SQLException {
    run("CREATE TABLE t (id int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE t");

    Preflight.Result result = check("ALTER COLUMN id TYPE bigint");

    assertThat(result.problems()).isEmpty();
    assertThat(result.notices()).extracting(Finding::code).containsExactly("PUBLICATION-REFRESH");
    result.requireNone();
    try (Connection connection = database.connect()) {
      assertThat(
              Facts.of(
                      connection,
                      "SELECT count(*) AS n FROM pg_namespace WHERE nspname LIKE 'instar%'")
                  .orElseThrow()
                  .number("n"))
          .isZero();
    }
  }

  @Test
  void aRoleWithoutRightsHearsOfAllOfThemAtOnce() throws SQLException {
    server.createRole("preflight_poor", "LOGIN PASSWORD 'p'");
    run(
        """
        CREATE TABLE t (id int PRIMARY KEY);
        ALTER TABLE t OWNER TO preflight_poor;
        ALTER TABLE t ENABLE ROW LEVEL SECURITY;
        ALTER TABLE t FORCE ROW LEVEL SECURITY;
        """);

    Preflight.Result result =
        Preflight.check(
            sessions("preflight_poor", "p"), plan(rebuild("ALTER COLUMN id TYPE bigint")));

    assertThat(result.problems())
        .extracting(MigrationException::code)
        .containsExactly(
            ErrorCode.PRIVILEGE, ErrorCode.PRIVILEGE, ErrorCode.PRIVILEGE, ErrorCode.ROW_SECURITY);
    assertThatThrownBy(result::requireNone)
        .hasMessageContaining("may not read the change stream")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
  }

  @Test
  void somebodyElsesTableIsNoBusinessOfOurs() throws SQLException {
    server.createRole("preflight_poor", "LOGIN PASSWORD 'p'");
    run(
        """
        CREATE TABLE t (id int PRIMARY KEY);
        """);

    Preflight.Result result =
        Preflight.check(
            sessions("preflight_poor", "p"), plan(rebuild("ALTER COLUMN id TYPE bigint")));

    assertThat(result.problems())
        .extracting(Throwable::getMessage)
        .anyMatch(message -> message.contains("public.t belongs to postgres"));
  }

  @Test
  void whatHangsOnTheTableAndTheStatementAreTriedToo() throws SQLException {
    run(
        """
        CREATE TABLE t (id int PRIMARY KEY);
        CREATE MATERIALIZED VIEW m AS SELECT * FROM t;
        CREATE TABLE o () INHERITS (t);
        """);
    assertThat(check("ALTER COLUMN id TYPE bigint").problems())
        .extracting(MigrationException::code)
        .containsOnly(ErrorCode.DEPENDENT_OBJECT)
        .hasSize(2);

    run("DROP MATERIALIZED VIEW m; DROP TABLE o");
    assertThat(check("ALTER COLUMN id TYPE date").problems())
        .extracting(MigrationException::code)
        .containsExactly(ErrorCode.STATEMENT_UNSUPPORTED);

    run("ALTER TABLE t REPLICA IDENTITY NOTHING; CREATE PUBLICATION everything FOR ALL TABLES");
    Preflight.Result result = check("ALTER COLUMN id TYPE bigint");
    assertThat(result.problems())
        .extracting(MigrationException::code)
        .containsExactly(ErrorCode.NO_USABLE_KEY);
    assertThat(result.notices()).extracting(Finding::code).contains("PUBLICATION-ALL-TABLES");
  }

  @Test
  void aMissingTableIsMissedOnlyWhereNoStepCouldHaveMadeIt() {
    assertThat(check("ALTER COLUMN id TYPE bigint").problems())
        .extracting(MigrationException::code)
        .containsExactly(ErrorCode.OBJECT_MISSING);
    assertThat(
            Preflight.check(
                    sessions(server.user(), server.password()),
                    plan(
                        new StepAction.Execute(List.of("CREATE TABLE t (id int PRIMARY KEY)")),
                        rebuild("ALTER COLUMN id TYPE bigint")))
                .problems())
        .isEmpty();
  }

  @Test
  void aServerWithoutAStreamOrWithItsSlotsTakenIsNamed() throws Exception {
    try (PostgresServer small =
        PostgresServer.builder(PostgresVersion.V17)
            .setting("wal_level", "replica")
            .setting("max_replication_slots", "0")
            .setting("max_slot_wal_keep_size", "1GB")
            .setting("max_prepared_transactions", "5")
            .start()) {
      try (Connection connection = small.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id int PRIMARY KEY)");
        statement.execute("BEGIN");
        statement.execute("INSERT INTO t VALUES (1)");
        statement.execute("PREPARE TRANSACTION 'left over'");
      }
      Sessions sessions =
          new Sessions(
              settings(small, "postgres", small.user(), small.password()),
              "UTC",
              List.of("public", "pg_catalog"));

      Preflight.Result result =
          Preflight.check(sessions, plan(rebuild("ALTER COLUMN id TYPE bigint")));

      assertThat(result.problems())
          .extracting(MigrationException::code)
          .containsExactly(
              ErrorCode.WAL_LEVEL, ErrorCode.REPLICATION_SLOTS, ErrorCode.LOCK_NOT_AVAILABLE);
      assertThat(result.problems().get(2)).hasMessageContaining("left over");
      assertThat(result.notices()).extracting(Finding::code).contains("SLOT-WAL-LIMIT");
    }
  }

  @Test
  void aStandbyIsRefused() throws Exception {
    try (PostgresServer primary = PostgresServer.start(PostgresVersion.V17);
        PostgresServer standby = primary.startStandby("standby", Map.of("hot_standby", "on"))) {
      standby.await("SELECT pg_is_in_recovery()");
      Sessions sessions =
          new Sessions(
              settings(standby, "postgres", standby.user(), standby.password()),
              "UTC",
              List.of("pg_catalog"));
      assertThat(Preflight.check(sessions, plan()).problems())
          .extracting(MigrationException::code)
          .containsExactly(ErrorCode.SERVER_UNSUPPORTED);
    }
  }

  /** Two clients that are given one server are what a pooler in transaction mode makes. */
  @Test
  void aPoolerInTransactionModeIsFoundByItsSharedServer() throws SQLException {
    Outcome outcome = new Outcome();
    try (Connection shared = database.connect()) {
      PoolerCheck.run(() -> shared, "UTC", outcome);
    }
    assertThat(outcome.result().problems())
        .extracting(MigrationException::code)
        .containsExactly(ErrorCode.POOLER);
  }

  @Test
  void sessionsThatLoseTheirSettingsAreFound() throws SQLException {
    Outcome outcome = new Outcome();
    PoolerCheck.run(
        () -> {
          try {
            return database.connect();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        "UTC",
        outcome);
    assertThat(outcome.result().problems())
        .singleElement()
        .satisfies(e -> assertThat(e.getMessage()).contains("settings of a session are lost"));
  }

  private Preflight.Result check(String action) {
    return Preflight.check(sessions(server.user(), server.password()), plan(rebuild(action)));
  }

  private Sessions sessions(String user, String password) {
    return new Sessions(
        settings(server, database.name(), user, password), "UTC", List.of("public", "pg_catalog"));
  }

  private static ConnectionSettings settings(
      PostgresServer server, String database, String user, String password) {
    return new ConnectionSettings(
        server.jdbcUrl(database), Optional.of(user), Optional.of(password), Map.of());
  }

  private void run(String script) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }

  private static StepAction rebuild(String action) {
    return new StepAction.Rebuild(new TableName("public", "t"), List.of(action), Map.of());
  }

  private static Plan plan(StepAction... actions) {
    List<Step> steps =
        IntStream.range(0, actions.length)
            .mapToObj(
                i ->
                    new Step(
                        "1." + (i + 1),
                        Phase.MIGRATE,
                        "step",
                        actions[i],
                        List.of(),
                        WORK,
                        ESTIMATE,
                        UNDO,
                        "",
                        ""))
            .toList();
    return new Plan(
        Plan.FORMAT,
        "test",
        "PostgreSQL 17",
        "the server\'s catalog",
        "UTC",
        List.of("public", "pg_catalog"),
        "",
        List.of(
            new StatementPlan(
                "",
                1,
                1,
                new Effect(List.of(), WORK, ESTIMATE, "", List.of()),
                Strategy.SHADOW_TABLE,
                steps,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty())));
  }
}
