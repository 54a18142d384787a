package dev.instar.migrator.postgresql.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.Speeds;
import dev.instar.migrator.schema.Speeds.Kind;
import dev.instar.migrator.schema.Speeds.Speed;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a journal shows. Its steps are those of an index over 1,000 rows, from 12:00:00 on. */
class SpeedsReaderTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final TableName T = new TableName("public", "t");
  private static final SpeedsReader READER = new SpeedsReader(Duration.ofMillis(100));

  private TestDatabase database;
  private Connection connection;

  @BeforeEach
  void create() throws SQLException {
    database = TestDatabase.on(PostgresServer.shared(PostgresVersion.V17));
    connection = database.connect();
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
  }

  @AfterEach
  void drop() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void withoutASchemaNothingWasSeenAndTheTransactionGoesOn() throws SQLException {
    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
    assertGoesOn();
  }

  @Test
  void inASchemaOfThatNameThatIsSomebodyElsesNothingWasSeen() throws SQLException {
    database.execute(
        "CREATE SCHEMA instar",
        "CREATE TABLE instar.migration (n int)",
        "CREATE TABLE instar.step (n int)",
        "CREATE TABLE instar.event (n int)");

    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
    assertGoesOn();
  }

  @Test
  void aStepThatRanThroughShowsItsSpeed() throws SQLException {
    migration(seconds(0, 2));

    assertThat(READER.read(connection).seen())
        .containsOnly(Map.entry(Kind.ONLINE_INDEX_BUILD, new Speed(500, DAY)));
    assertGoesOn();
  }

  @Test
  void whatWasTooShortDoesNot() throws SQLException {
    migration("12:00:00", "12:00:00.050");

    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
    assertThat(new SpeedsReader(Duration.ofMillis(50)).read(connection).of(Kind.ONLINE_INDEX_BUILD))
        .contains(new Speed(20_000, DAY));
    assertThat(SpeedsReader.DEFAULT.read(connection)).isEqualTo(Speeds.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lease", "pause", "unpause", "cut-over", "abort"})
  void whatWasInterruptedOrHeldDoesNot(String kind) throws SQLException {
    long migration = migration(seconds(10, 12));
    event(migration, kind, "12:00:09");
    event(migration, kind, "12:00:13");
    assertThat(READER.read(connection).seen()).as("before and after").isNotEmpty();

    event(migration, kind, "12:00:11");
    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
  }

  @Test
  void whatRanWithAnotherThrottleDoesNot() throws SQLException {
    long migration = migration(seconds(10, 12));
    event(migration, "throttle", "12:00:13");
    assertThat(READER.read(connection).seen()).isNotEmpty();

    event(migration, "throttle", "12:00:01");
    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
  }

  @ParameterizedTest
  @CsvSource({"running", "undone", "pending"})
  void whatIsNotDoneDoesNot(String state) throws SQLException {
    migration(seconds(0, 2));
    database.execute("UPDATE instar.step SET state = '" + state + "'");

    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
  }

  @Test
  void theLastOnesCount() throws SQLException {
    for (int i = 0; i < 6; i++) {
      migration("12:0%d:00".formatted(i), "12:0%d:0%d".formatted(i, i + 1));
    }

    assertThat(READER.read(connection).of(Kind.ONLINE_INDEX_BUILD))
        .as("1,000 rows in 2 to 6 seconds")
        .contains(new Speed(250, DAY));
  }

  @Test
  void aPlanInAnotherFormatShowsNothing() throws SQLException {
    migration(seconds(0, 2));
    database.execute("UPDATE instar.migration SET plan = jsonb_set(plan, '{format}', '99')");

    assertThat(READER.read(connection)).isEqualTo(Speeds.NONE);
    assertGoesOn();
  }

  @Test
  void whoMayNotReadItHasSeenNothing() throws SQLException {
    migration(seconds(0, 2));
    String role = database.value("SELECT current_database()") + "_reader";
    database.execute("CREATE ROLE " + role);
    try {
      assertSeenBy(role, false);
      database.execute("GRANT USAGE ON SCHEMA instar TO " + role);
      assertSeenBy(role, false);
      database.execute("GRANT SELECT ON instar.migration, instar.step TO " + role);
      assertSeenBy(role, false);
      database.execute("GRANT SELECT ON instar.event TO " + role);
      assertSeenBy(role, true);
    } finally {
      database.execute(
          "REVOKE ALL ON SCHEMA instar FROM " + role,
          "REVOKE ALL ON instar.migration, instar.step, instar.event FROM " + role,
          "DROP ROLE " + role);
    }
  }

  private void assertSeenBy(String role, boolean seen) throws SQLException {
    connection.rollback();
    TestDatabase.execute(connection, "SET ROLE " + role);
    assertThat(READER.read(connection).seen().isEmpty()).isNotEqualTo(seen);
    assertGoesOn();
    TestDatabase.execute(connection, "RESET ROLE");
    connection.rollback();
  }

  private void assertGoesOn() throws SQLException {
    assertThat(Rows.query(connection, "SELECT 1", row -> row.getInt(1))).containsExactly(1);
  }

  private static String[] seconds(int from, int to) {
    return new String[] {"12:00:%02d".formatted(from), "12:00:%02d".formatted(to)};
  }

  /** One that is done; its only step ran between these times. */
  private long migration(String... times) throws SQLException {
    JournalSchema.ensure(database.sessions());
    Step step =
        new Step(
            "1.1",
            Phase.EXPAND,
            "Build index i",
            new StepAction.BuildIndex(T, "i", "CREATE INDEX CONCURRENTLY i ON t (c)"),
            List.of(),
            Work.INDEX_BUILD,
            new Estimate(1_000, 8_192, Optional.of(Duration.ofSeconds(1)), "a test"),
            new Undo.Nothing("a test"),
            "",
            "a test");
    try (Connection journal = database.sessions().open("test")) {
      long id = Journal.on(journal).migrations().create(TestPlans.plan("V1", step), "c");
      Journal.on(journal).steps().done(id, "1.1");
      Journal.on(journal).migrations().state(id, MigrationState.DONE);
      TestDatabase.execute(
          journal,
          "UPDATE instar.step SET started_at = '%s', finished_at = '%s' WHERE migration_id = %d"
              .formatted(at(times[0]), at(times[1]), id));
      return id;
    }
  }

  private void event(long migration, String kind, String time) throws SQLException {
    database.execute(
        "INSERT INTO instar.event (migration_id, at, kind, message) VALUES (%d, '%s', '%s', 'x')"
            .formatted(migration, at(time), kind));
  }

  private static String at(String time) {
    return DAY + " " + time + "+00";
  }
}
