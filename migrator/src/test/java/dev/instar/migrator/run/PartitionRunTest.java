package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions attached and detached while their tables are in use. */
class PartitionRunTest {
  private static final String ATTACH =
      "ALTER TABLE events ATTACH PARTITION y2031 FOR VALUES FROM ('2031-01-01') TO ('2032-01-01')";
  private static final String DETACH = "ALTER TABLE events DETACH PARTITION y2025";
  private static final String PENDING = "SELECT bool_or(inhdetachpending) FROM pg_inherits";

  private TestDatabase database;

  @BeforeEach
  void prepare() throws SQLException {
    database = TestDatabase.create();
    database.execute(
        "CREATE TABLE customers (id int PRIMARY KEY)",
        "INSERT INTO customers SELECT generate_series(1, 10)",
        "CREATE TABLE events (id int, day date NOT NULL, customer int, PRIMARY KEY (id, day))"
            + " PARTITION BY RANGE (day)",
        "ALTER TABLE events ADD FOREIGN KEY (customer) REFERENCES customers",
        "CREATE INDEX ON events (customer)",
        "CREATE TABLE y2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "INSERT INTO events SELECT n, date '2025-01-01' + n, n FROM generate_series(1, 10) n",
        "CREATE TABLE y2031 (id int NOT NULL, day date NOT NULL, customer int)",
        "INSERT INTO y2031 SELECT n, date '2031-01-01' + n, n FROM generate_series(1, 10) n");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void aTableBecomesAPartitionWithAllThatItLacks() throws Exception {
    database.execute("CREATE TABLE rest PARTITION OF events DEFAULT");

    assertThat(start(ATTACH).state()).isEqualTo(MigrationState.DONE);

    assertThat(partitions()).containsExactly("rest", "y2025", "y2031");
    assertThat(checks()).isEmpty();
    assertThat(
            database.rows(
                "SELECT conname, convalidated, coninhcount FROM pg_constraint WHERE contype IN"
                    + " ('p', 'f') AND conrelid = 'y2031'::regclass ORDER BY 1"))
        .containsExactly("events_customer_fkey|t|1", "y2031_pkey|t|1");
    assertThat(
            database.rows(
                "SELECT inhrelid::regclass FROM pg_inherits WHERE inhrelid::regclass::text ~"
                    + " '^y2031_' ORDER BY 1"))
        .containsExactlyInAnyOrder("y2031_customer_idx", "y2031_pkey");
    assertThat(database.value("SELECT count(*) FROM events")).isEqualTo("20");
  }

  @Test
  void aRowOutsideItsBoundStopsItAndNothingIsLeft() throws Exception {
    database.execute("INSERT INTO y2031 VALUES (11, '2032-01-01', 1)");

    assertThatThrownBy(() -> start(ATTACH))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_CONFLICT))
        .hasMessageContaining("y2031_instar_bound");
    assertThat(migrations().abort(Optional.empty()).state()).isEqualTo(MigrationState.ABORTED);

    assertThat(partitions()).containsExactly("y2025");
    assertThat(checks()).isEmpty();
    assertThat(database.rows("SELECT FROM pg_index WHERE indrelid = 'y2031'::regclass")).isEmpty();
  }

  /** Once in the way of the first transaction of the detach, and once of the second. */
  @Test
  void aPartitionIsDetachedWhileOthersReadAndWriteTheTable() throws Exception {
    CompletableFuture<RunOutcome> run;
    try (Connection reader = database.connect();
        Connection writer = database.connect()) {
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reader.setAutoCommit(false);
      assertThat(TestDatabase.value(reader, "SELECT count(*) FROM events")).isEqualTo("10");
      run = CompletableFuture.supplyAsync(() -> start(DETACH));
      database.await(PENDING);
      writer.setAutoCommit(false);
      TestDatabase.execute(writer, "UPDATE customers SET id = id");
      assertThat(TestDatabase.value(reader, "SELECT count(*) FROM events")).isEqualTo("10");
      // Nobody waits behind it for longer than the budget; its attempts are not this session's.
      TestDatabase.execute(reader, "SET lock_timeout = '10s'", "UPDATE y2025 SET id = id");
      reader.rollback();
      assertThat(run).isNotDone();
      writer.rollback();
    }
    assertThat(run.get(60, TimeUnit.SECONDS).state()).isEqualTo(MigrationState.EXPANDED);
    assertThat(partitions()).isEmpty();
    assertThat(checks()).containsExactly("y2025_day_check");

    assertThat(migrations().contract(Optional.empty()).state()).isEqualTo(MigrationState.DONE);
    assertThat(checks()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM y2025")).isEqualTo("10");
  }

  @Test
  void aDetachThatIsKilledHalfWayIsFinishedByTheNext() throws Exception {
    killPending();
    assertThat(migrations().resume(true).state()).isEqualTo(MigrationState.DONE);
    assertThat(partitions()).isEmpty();
    assertThat(checks()).isEmpty();
  }

  @Test
  void aDetachThatIsKilledHalfWayIsTakenBack() throws Exception {
    killPending();
    assertThat(migrations().abort(Optional.empty()).state()).isEqualTo(MigrationState.ABORTED);
    assertThat(partitions()).containsExactly("y2025");
    assertThat(checks()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM events")).isEqualTo("10");
  }

  /** Leaves a detach of which the first transaction is done, and nobody at work. */
  private void killPending() throws Exception {
    RunFixture fixture = new RunFixture(database);
    Migrations killed = fixture.migrations();
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      TestDatabase.value(reader, "SELECT count(*) FROM events");
      Plan plan = plan(DETACH);
      CompletableFuture<RunOutcome> run =
          CompletableFuture.supplyAsync(() -> killed.start(plan, "c", false));
      database.await(PENDING);
      killed.stop();
      assertThat(run.get(60, TimeUnit.SECONDS).stopped()).isTrue();
    }
    assertThat(database.value(PENDING)).isEqualTo("t");
  }

  private RunOutcome start(String sql) {
    return migrations().start(plan(sql), "c", false);
  }

  private Plan plan(String sql) {
    return PostgresPlans.plan(database.sessions(), "V1.sql", sql, PlanOptions.DEFAULT);
  }

  private Migrations migrations() {
    return new RunFixture(database).migrations();
  }

  private List<String> partitions() throws SQLException {
    return database.rows(
        "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'events'::regclass"
            + " ORDER BY inhrelid::regclass::text");
  }

  private List<String> checks() throws SQLException {
    return database.rows(
        "SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace ="
            + " 'public'::regnamespace");
  }
}
