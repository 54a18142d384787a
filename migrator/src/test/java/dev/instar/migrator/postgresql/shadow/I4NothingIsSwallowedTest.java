package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I4: a duplicate that passes is resolved, one that the new shape causes stops the migration with
 * its rows named, and what does not fit is an error. With ON CONFLICT DO NOTHING in {@link
 * ShadowSql} every test here fails.
 */
class I4NothingIsSwallowedTest {
  private RebuildHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(PostgresServer.shared(PostgresVersion.V17));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /**
   * Rows exchange what is unique about them, under four kinds of index, while the table is copied,
   * its indexes are built, and changes are applied. The second type keeps neither the order nor the
   * text of keys.
   */
  @ParameterizedTest
  @ValueSource(strings = {"bigint", "text"})
  void swappedUniqueValuesPass(String keyType) throws Exception {
    Swaps swaps = new Swaps(harness, 5_000);
    try (Writers writers = swaps.start(3)) {
      ProgressEvent.RebuildSummary summary =
          harness.rebuild("t", "ALTER COLUMN id TYPE " + keyType);
      writers.awaitMore(50);
      writers.stop();
      assertThat(summary.rowsDiffering()).isZero();
      assertThat(writers.failures()).isEmpty();
    }
    assertThat(swaps.differences()).isZero();
  }

  /** After a TRUNCATE the copy runs again, and finds the unique indexes in place. */
  @Test
  void swappedUniqueValuesPassWhileCopyingUnderUniqueIndexes() throws Exception {
    Swaps swaps = new Swaps(harness, 2_000);
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    try (Running rebuild =
        Running.start(harness, harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"))) {
      gates.awaitHeld(Demand.VERIFY);
      swaps.refill(5_000);
      try (Writers writers = swaps.start(3)) {
        gates.open(Demand.VERIFY);
        ProgressEvent.RebuildSummary summary = rebuild.finish();
        writers.stop();
        assertThat(summary.rowsDiffering()).isZero();
        assertThat(writers.failures()).isEmpty();
      }
    }
    assertThat(swaps.differences()).isZero();
  }

  /** What the new shape makes of two rows may be one too many. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "email text UNIQUE | 'abcd' | 'abce' | ALTER COLUMN email TYPE varchar(3) USING left(email,"
            + " 3) | abc",
        "email text UNIQUE | 'Abc' | 'aBC' | ALTER COLUMN email TYPE public.citext | Abc",
        "n numeric UNIQUE | 1.4 | 0.6 | ALTER COLUMN n TYPE int | 1",
        "n numeric | 1 | 1.0 | ADD UNIQUE (n) | 1",
        "r int4range | '[1,5)' | '[4,6)' | ADD EXCLUDE USING gist (r WITH &&) | [1,5)",
      })
  void duplicatesOfTheNewShapeAreNamedAndCanBeMended(
      String column, String one, String other, String action, String value) throws Exception {
    String name = column.substring(0, column.indexOf(' '));
    harness.sql(
        "CREATE EXTENSION citext SCHEMA public",
        "CREATE TABLE public.t (id int PRIMARY KEY, " + column + ")",
        "INSERT INTO public.t SELECT i, NULL FROM generate_series(1, 1000) i",
        "UPDATE public.t SET " + name + " = " + one + " WHERE id = 7",
        "UPDATE public.t SET " + name + " = " + other + " WHERE id = 993");
    String before = contents();

    MigrationException stopped = fails(action);

    assertThat(stopped.code()).isEqualTo(ErrorCode.DUPLICATE_ROWS);
    assertThat(stopped).hasMessageContaining("public.t").hasMessageContaining(value);
    assertThat(stopped.getMessage()).contains("7").contains("993");
    assertThat(contents()).isEqualTo(before);

    harness.sql("DELETE FROM public.t WHERE id = 993");
    harness.takeOver();
    ProgressEvent.RebuildSummary summary = harness.rebuild("t", action);
    assertThat(summary.rowsDiffering()).isZero();
    assertThat(harness.query("SELECT count(*) FROM public.t")).isEqualTo("999");
  }

  /** The duplicate arises while changes are applied, after everything has been copied. */
  @Test
  void aDuplicateThatArisesLaterIsNamedAsWell() throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, email text UNIQUE)",
        "INSERT INTO public.t SELECT i, 'e' || i FROM generate_series(1, 1000) i");
    RebuildHarness.CutOverRequest request = harness.postponed();
    String action = "ALTER COLUMN email TYPE varchar(5) USING left(email, 5)";
    try (Running rebuild =
        Running.start(harness, harness.context("t", using("email", "left(email, 5)"), action))) {
      rebuild.awaitPostponed();
      harness.sql("UPDATE public.t SET email = 'e7xxxx' WHERE id = 7");
      harness.sql("UPDATE public.t SET email = 'e7xxxy' WHERE id = 8");
      MigrationException stopped = rebuild.fails();
      assertThat(stopped.code()).isEqualTo(ErrorCode.DUPLICATE_ROWS);
      assertThat(stopped.getMessage()).contains("[7]").contains("[8]");
    }
    harness.sql("UPDATE public.t SET email = 'other' WHERE id = 8");
    request.request();
    harness.takeOver();
    assertThat(
            harness
                .rebuild(harness.context("t", using("email", "left(email, 5)"), action))
                .rowsDiffering())
        .isZero();
    assertThat(
            harness.query(
                "SELECT string_agg(email, ' ' ORDER BY id) FROM public.t WHERE id IN (7, 8)"))
        .isEqualTo("e7xxx other");
  }

  /** A value that does not fit is never cut, rounded away or left out. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "v text | 'abcd' | ALTER COLUMN v TYPE varchar(3) | too long",
        "v bigint | 2147483648 | ALTER COLUMN v TYPE int | out of range",
        "v int | NULL | ALTER COLUMN v SET NOT NULL | null value",
        "v int | -1 | ADD CONSTRAINT positive CHECK (v >= 0) | positive",
        "v text | '1x' | ALTER COLUMN v TYPE int USING v::int | invalid input syntax",
      })
  void whatDoesNotFitStopsTheMigration(String column, String value, String action, String message)
      throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, " + column + ")",
        "INSERT INTO public.t SELECT i, '1' FROM generate_series(1, 1000) i"
            .replace("'1'", column.contains("text") ? "'1'" : "1"),
        "UPDATE public.t SET v = " + value + " WHERE id = 500");
    String before = contents();

    MigrationException stopped = fails(action);

    assertThat(stopped.code()).isEqualTo(ErrorCode.DATA_CONFLICT);
    assertThat(stopped).hasMessageContaining("public.t").hasMessageContaining(message);
    assertThat(contents()).isEqualTo(before);

    harness.sql(
        "UPDATE public.t SET v = 2 WHERE id = 500"
            .replace("2", column.contains("text") ? "'2'" : "2"));
    harness.takeOver();
    assertThat(harness.rebuild(context(action)).rowsDiffering()).isZero();
    assertThat(harness.query("SELECT count(*) || ' ' || max(v) FROM public.t")).isEqualTo("1000 2");
  }

  private MigrationException fails(String action) throws Exception {
    try (Running rebuild = Running.start(harness, context(action))) {
      return rebuild.fails();
    }
  }

  private StepContext context(String action) {
    int using = action.indexOf(" USING ");
    if (!action.startsWith("ALTER COLUMN") || using < 0) {
      return harness.context("t", Map.of(), action);
    }
    return harness.context("t", using(action.split(" ")[2], action.substring(using + 7)), action);
  }

  private static Map<String, String> using(String column, String expression) {
    return Map.of(column, expression);
  }

  private String contents() throws SQLException {
    return harness.query("SELECT md5(string_agg(t::text, ';' ORDER BY id)) FROM public.t");
  }
}
