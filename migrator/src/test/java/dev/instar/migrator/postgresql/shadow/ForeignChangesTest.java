package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody else does to the table while it is rebuilt: a TRUNCATE is followed, a change of its
 * shape is carried over or stops the migration, and no row and no value is lost by either.
 */
class ForeignChangesTest {
  /** Where the rebuild stands when somebody interferes. */
  enum Moment {
    COPYING,
    VERIFYING,
    POSTPONED
  }

  private RebuildHarness harness;
  private RebuildHarness.CutOverRequest request;
  private Gates gates;

  @BeforeEach
  void open() throws Exception {
    harness =
        new RebuildHarness(PostgresServer.shared(PostgresVersion.V17))
            .options(
                new RunOptions(
                    Duration.ofMillis(100),
                    2,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(3),
                    false));
    request = harness.postponed();
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, v text, w int)",
        "INSERT INTO public.t SELECT i, 'v' || i, i FROM generate_series(1, 25000) i");
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /**
   * Emptied and filled anew in one transaction, so that all of it is handed over at once. Were rows
   * of the new filling that are not copied yet taken for differences, the count of them would show
   * it.
   */
  @ParameterizedTest
  @EnumSource
  void aTruncateIsFollowed(Moment moment) throws Exception {
    try (Running rebuild = startUpTo(moment)) {
      inOneTransaction(
          "INSERT INTO public.t SELECT i, 'doomed', i FROM generate_series(90001, 90010) i",
          "TRUNCATE public.t",
          "INSERT INTO public.t SELECT i, 'new ' || i, -i FROM generate_series(5001, 35000) i",
          "DELETE FROM public.t WHERE id % 7 = 0");
      harness.sql("UPDATE public.t SET v = 'newer' WHERE id % 10 = 0");
      go();
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertThat(
            harness.query(
                "SELECT count(*) || ' ' || sum(id) || ' ' || sum(w) || ' ' ||"
                    + " count(*) FILTER (WHERE v = 'newer') FROM public.t"))
        .isEqualTo(
            harness.query(
                "SELECT count(*) || ' ' || sum(i) || ' ' || -sum(i) || ' ' ||"
                    + " count(*) FILTER (WHERE i % 10 = 0) FROM generate_series(5001, 35000) i"
                    + " WHERE i % 7 <> 0"));
  }

  /** Nothing is written after it, so that only the catalog can tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE public.t ADD COLUMN extra text DEFAULT 'precious'",
        "ALTER TABLE public.t DROP COLUMN w",
        "ALTER TABLE public.t ALTER COLUMN w TYPE bigint",
        "ALTER TABLE public.t RENAME COLUMN w TO x",
        "ALTER TABLE public.t RENAME TO elsewhere",
        "ALTER TABLE public.t SET SCHEMA instar",
        "DROP TABLE public.t",
        "ALTER TABLE public.t DROP CONSTRAINT t_pkey",
        "ALTER TABLE public.t REPLICA IDENTITY NOTHING",
      })
  void aChangeOfTheTableStopsTheMigration(String change) throws Exception {
    try (Running rebuild = startUpTo(Moment.VERIFYING)) {
      harness.sql(change);
      go();
      assertThat(rebuild.fails().code()).isEqualTo(ErrorCode.FOREIGN_CHANGE);
    }
    assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("copying");
  }

  /** What hangs on the table and not in its rows is carried over by the swap, or stops it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE INDEX late ON public.t (w) | SELECT EXISTS (SELECT FROM pg_index WHERE indrelid ="
            + " 'public.t'::regclass AND indexrelid = to_regclass('public.late'))",
        "CREATE TRIGGER late BEFORE UPDATE ON public.t FOR EACH ROW EXECUTE FUNCTION"
            + " suppress_redundant_updates_trigger() | SELECT EXISTS (SELECT FROM pg_trigger WHERE"
            + " tgrelid = 'public.t'::regclass AND tgname = 'late')",
        "ALTER TABLE public.t ADD CHECK (w > 0) | SELECT EXISTS (SELECT FROM pg_constraint WHERE"
            + " conrelid = 'public.t'::regclass AND contype = 'c')",
        "GRANT SELECT ON public.t TO PUBLIC | SELECT has_table_privilege('pg_monitor', 'public.t',"
            + " 'SELECT')",
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY | SELECT relrowsecurity FROM pg_class WHERE"
            + " oid = 'public.t'::regclass",
        "COMMENT ON TABLE public.t IS 'late' | SELECT obj_description('public.t'::regclass) ="
            + " 'late'",
        "CREATE VIEW public.late AS SELECT * FROM public.t | SELECT EXISTS (SELECT FROM pg_depend"
            + " WHERE refobjid = 'public.t'::regclass AND classid = 'pg_rewrite'::regclass)",
      })
  void whatHangsOnTheTableIsCarriedOrStopsTheMigration(String change, String present)
      throws Exception {
    try (Running rebuild = startUpTo(Moment.VERIFYING)) {
      harness.sql(change);
      go();
      Optional<Throwable> failure = rebuild.end();
      if (failure.isPresent()) {
        assertThat(failure.get()).isInstanceOf(MigrationException.class);
        assertThat(((MigrationException) failure.get()).code())
            .isIn(ErrorCode.FOREIGN_CHANGE, ErrorCode.DEPENDENT_OBJECT);
        assertThat(harness.query("SELECT pg_typeof(id) FROM public.t LIMIT 1"))
            .isEqualTo("integer");
      }
      assertThat(harness.query(present)).isEqualTo("t");
    }
  }

  /** While the table is not published as it was, its changes are in no stream. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Put back as if nothing had been.
        "ALTER PUBLICATION %1$s DROP TABLE public.t; %2$s;"
            + " ALTER PUBLICATION %1$s ADD TABLE ONLY public.t",
        "DROP PUBLICATION %1$s; %2$s; CREATE PUBLICATION %1$s FOR TABLE ONLY public.t",
        "ALTER PUBLICATION %1$s SET (publish = 'insert'); %2$s;"
            + " ALTER PUBLICATION %1$s SET (publish = 'insert, update, delete, truncate')",
        "ALTER PUBLICATION %1$s SET TABLE public.t WHERE (id < 0); %2$s;"
            + " ALTER PUBLICATION %1$s SET TABLE ONLY public.t",
        "ALTER PUBLICATION %1$s RENAME TO aside; %2$s; ALTER PUBLICATION aside RENAME TO %1$s",
        // Left as it is.
        "ALTER PUBLICATION %1$s DROP TABLE public.t; %2$s",
        "DROP PUBLICATION %1$s; %2$s",
        "ALTER PUBLICATION %1$s SET TABLE public.t (id); %2$s",
        "ALTER PUBLICATION %1$s SET TABLE public.t WHERE (id > 0); %2$s",
        "ALTER PUBLICATION %1$s SET (publish_via_partition_root = true); %2$s",
      })
  void changesThatWereNotPublishedAreNotLost(String interference) throws Exception {
    try (Running rebuild = startUpTo(Moment.POSTPONED)) {
      String publication = harness.query("SELECT publication FROM instar.shadow");
      for (String statement :
          interference
              .formatted(
                  publication,
                  "UPDATE public.t SET v = 'unseen' WHERE id = 77;"
                      + " DELETE FROM public.t WHERE id = 78")
              .split(";")) {
        harness.sql(statement);
      }
      go();
      MigrationException stopped = rebuild.fails();
      assertThat(stopped.code()).isEqualTo(ErrorCode.FOREIGN_CHANGE);
    }
    assertThat(harness.query("SELECT v || ' ' || pg_typeof(id) FROM public.t WHERE id = 77"))
        .isEqualTo("unseen integer");
    // And it stays stopped.
    try (Running again =
        Running.start(harness, harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"))) {
      assertThat(again.fails().code()).isEqualTo(ErrorCode.FOREIGN_CHANGE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void tablesWithNextToNothingInThem(int rows) throws Exception {
    harness.sql("DELETE FROM public.t WHERE id > " + rows);
    try (Running rebuild = startUpTo(Moment.POSTPONED)) {
      harness.sql("INSERT INTO public.t VALUES (-5, 'first', 1)");
      go();
      ProgressEvent.RebuildSummary summary = rebuild.finish();
      assertThat(summary.rowsCopied()).isEqualTo(rows);
      assertThat(summary.rowsDiffering()).isZero();
    }
    assertThat(harness.query("SELECT count(*) FROM public.t")).isEqualTo(String.valueOf(rows + 1));
  }

  /** Refused before anything is made: no schema, no slot, no publication is left behind. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE public.x (id int PRIMARY KEY) PARTITION BY RANGE (id)",
        "CREATE TABLE public.x (id int)",
        "CREATE TABLE public.parent (id int); CREATE TABLE public.x (id int PRIMARY KEY) INHERITS"
            + " (public.parent)",
        "CREATE TABLE public.x (id int PRIMARY KEY); ALTER TABLE public.x REPLICA IDENTITY NOTHING",
        "CREATE VIEW public.x AS SELECT 1 AS id",
        "CREATE UNLOGGED TABLE public.x (id int PRIMARY KEY)",
        "CREATE TABLE public.x (id int PRIMARY KEY); CREATE MATERIALIZED VIEW public.m AS SELECT *"
            + " FROM public.x",
      })
  void whatCannotBeRebuiltIsRefusedAndNothingIsLeft(String create) throws Exception {
    harness.sql(create);
    try (Running rebuild =
        Running.start(harness, harness.context("x", Map.of(), "ALTER COLUMN id TYPE bigint"))) {
      MigrationException refused = rebuild.fails();
      assertThat(refused.code().category()).isEqualTo(ErrorCode.Category.REFUSED);
    }
    assertThat(
            harness.query(
                "SELECT (SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'instar\\_%') || ' '"
                    + " || (SELECT count(*) FROM pg_publication) || ' ' || (SELECT count(*) FROM"
                    + " pg_replication_slots WHERE database = current_database())"))
        .isEqualTo("0 0 0");
  }

  @Test
  void aTableThatIsNotThereIsRefused() throws Exception {
    try (Running rebuild =
        Running.start(
            harness, harness.context("absent", Map.of(), "ALTER COLUMN id TYPE bigint"))) {
      assertThat(rebuild.fails().code()).isEqualTo(ErrorCode.OBJECT_MISSING);
    }
  }

  private Running startUpTo(Moment moment) throws Exception {
    gates = new Gates();
    harness.throttle(gates);
    switch (moment) {
      case COPYING -> gates.hold(Demand.COPY, 1);
      case VERIFYING -> gates.hold(Demand.VERIFY, 0);
      case POSTPONED -> {}
    }
    Running rebuild =
        Running.start(harness, harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"));
    switch (moment) {
      case COPYING -> gates.awaitHeld(Demand.COPY);
      case VERIFYING -> gates.awaitHeld(Demand.VERIFY);
      case POSTPONED -> rebuild.awaitPostponed();
    }
    return rebuild;
  }

  private void go() {
    request.request();
    gates.open(Demand.COPY);
    gates.open(Demand.VERIFY);
  }

  private void inOneTransaction(String... statements) throws SQLException {
    try (Connection connection = harness.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }
}
