package dev.instar.migrator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final Plan PLAN =
      TestPlans.plan(
          "V1__x",
          TestPlans.execute("1.1", "t", "ALTER TABLE t ADD a int", "ALTER TABLE t DROP a"),
          TestPlans.execute("1.2", "t", "ALTER TABLE t ADD b int", "ALTER TABLE t DROP b"));

  private static TestDatabase database;
  private static Connection connection;

  @BeforeAll
  static void prepare() throws SQLException {
    database = TestDatabase.create();
    JournalSchema.ensure(database.sessions());
    connection = database.sessions().open("test");
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
    database.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    database.execute("TRUNCATE instar.migration RESTART IDENTITY CASCADE");
  }

  @Test
  void theSchemaIsMadeOnceAndFoundAfterwards() throws SQLException {
    assertThat(JournalSchema.exists(connection)).isTrue();
    JournalSchema.ensure(database.sessions());
    assertThat(database.rows("SELECT version FROM instar.flyway_schema_history WHERE version > ''"))
        .containsExactly(Integer.toString(JournalSchema.VERSION));
  }

  @Test
  void nobodyElseHasRightsOnTheState() throws SQLException {
    database.execute("DROP ROLE IF EXISTS instar_stranger", "CREATE ROLE instar_stranger");
    assertThat(database.value("SELECT has_schema_privilege('instar_stranger', 'instar', 'USAGE')"))
        .isEqualTo("f");
    database.execute("DROP ROLE instar_stranger");
  }

  @Test
  void aNewMigrationIsRunningItsStepsArePendingAndItsPlanReadsBack() {
    Journal journal = Journal.on(connection);
    long id = journal.migrations().create(PLAN, "c1");

    MigrationRow row = journal.migrations().unfinished().orElseThrow();
    assertThat(row.id()).isEqualTo(id);
    assertThat(row.plan()).isEqualTo(PLAN);
    assertThat(row.state()).isEqualTo(MigrationState.RUNNING);
    assertThat(journal.steps().of(id))
        .extracting(StepRow::id, StepRow::state)
        .containsExactly(tuple("1.1", StepState.PENDING), tuple("1.2", StepState.PENDING));
    assertThat(journal.control().read(id)).isEqualTo(ControlFlags.NONE);
    assertThat(journal.lease().epoch(id)).isZero();
    assertThat(journal.lease().read(id)).isEmpty();
  }

  @Test
  void aSecondUnfinishedMigrationIsImpossible() {
    Journal journal = Journal.on(connection);
    long first = journal.migrations().create(PLAN, "c1");
    assertThatThrownBy(() -> journal.migrations().create(PLAN, "c2"))
        .isInstanceOf(IntegrityConstraintViolationException.class);

    journal.migrations().state(first, MigrationState.EXPANDED);
    assertThat(journal.migrations().unfinished()).isEmpty();
    long second = journal.migrations().create(PLAN, "c2");
    assertThatThrownBy(() -> journal.migrations().state(first, MigrationState.CONTRACTING))
        .isInstanceOf(IntegrityConstraintViolationException.class);

    assertThat(journal.migrations().all())
        .extracting(MigrationRow::id)
        .containsExactly(second, first);
    assertThat(journal.migrations().inState(MigrationState.EXPANDED))
        .extracting(MigrationRow::id)
        .containsExactly(first);
    assertThat(journal.migrations().latest("V1__x", "c1").orElseThrow().finishedAt()).isPresent();
  }

  @Test
  void stepsAreMarkedAndAMarkOfNoStepFails() {
    Journal journal = Journal.on(connection);
    long id = journal.migrations().create(PLAN, "c1");
    journal.steps().running(id, "1.1");
    assertThat(journal.steps().get(id, "1.1").startedAt()).isPresent();
    journal.steps().detail(id, "1.1", "{\"a\": 1}");
    journal.steps().done(id, "1.1");
    StepRow done = journal.steps().get(id, "1.1");
    journal.steps().done(id, "1.1");

    assertThat(done.state()).isEqualTo(StepState.DONE);
    assertThat(done.detail()).contains("{\"a\": 1}");
    assertThat(journal.steps().get(id, "1.1")).isEqualTo(done);
    assertThatThrownBy(() -> journal.steps().done(id, "9.9"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void flagsEventsFrontiersAndErrorsReadBack() {
    Journal journal = Journal.on(connection);
    long id = journal.migrations().create(PLAN, "c1");
    journal.control().paused(id, true);
    journal.control().cutOver(id, true);
    journal.control().abort(id, true);
    journal.control().throttle(id, "{\"max\": 1}");
    assertThat(journal.control().read(id))
        .isEqualTo(new ControlFlags(true, true, true, "{\"max\": 1}"));

    for (String message : List.of("one", "two", "three")) {
      journal.events().add(id, "test", message);
    }
    assertThat(journal.events().last(id, 2))
        .extracting(EventRow::message)
        .containsExactly("two", "three");

    assertThat(journal.backfill().read(id, "1.1")).isEqualTo(BackfillRow.NONE);
    journal
        .backfill()
        .write(id, "1.1", new BackfillRow(List.of("1", "it's,{}\"\\NULL"), List.of("9", "z"), 5));
    journal
        .backfill()
        .write(id, "1.1", new BackfillRow(List.of("2", "it's,{}\"\\NULL"), List.of("9", "z"), 7));
    assertThat(journal.backfill().read(id, "1.1"))
        .isEqualTo(new BackfillRow(List.of("2", "it's,{}\"\\NULL"), List.of("9", "z"), 7));
    journal.backfill().clear(id);
    assertThat(journal.backfill().read(id, "1.1")).isEqualTo(BackfillRow.NONE);

    journal.migrations().lastError(id, "it broke");
    assertThat(journal.migrations().find(id).orElseThrow().lastError()).contains("it broke");
    journal.migrations().state(id, MigrationState.ABORTING);
    assertThat(journal.migrations().find(id).orElseThrow().lastError()).isEmpty();
  }

  @Test
  void aRebuildIsKnownToBeSwappedByItsPhase() throws SQLException {
    Journal journal = Journal.on(connection);
    long id = journal.migrations().create(PLAN, "c1");
    database.execute(
        "INSERT INTO instar.shadow VALUES ("
            + id
            + ", '1.1', 'public', 't', 4294967295, 'shadow', 'retained', 's', 'p', 'copying',"
            + " '0/0', '{}')");
    ShadowRow row = journal.shadows().find(id, "1.1").orElseThrow();
    assertThat(row.swapped()).isFalse();
    assertThat(row.sourceOid()).isEqualTo(4294967295L);
    database.execute("UPDATE instar.shadow SET phase = 'swapped'");
    assertThat(journal.shadows().find(id, "1.1").orElseThrow().swapped()).isTrue();
    journal.shadows().delete(id, "1.1");
    assertThat(journal.shadows().of(id)).isEmpty();
  }
}
