package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.postgresql.Lsn;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.shape.ShadowBuilder;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.ShapeDocument;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows of the shadow that collide only because they were read at different moments (I4). */
class IndexBuilderTest {
  private RebuildHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(PostgresServer.shared(PostgresVersion.V17));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** 40,000 rows are 1.6 billion pairs: minutes, unless the constraint's own index is asked. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void whatAnExclusionConstraintKeepsApartIsFoundThroughItsIndex() throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, span int4range, EXCLUDE USING gist (span WITH"
            + " &&))",
        "INSERT INTO public.t SELECT i, int4range(10 * i, 10 * i + 9) FROM generate_series(1,"
            + " 40000) i");
    Shape shape = copied("UPDATE %s SET span = int4range(10, 15) WHERE id = 39000");
    build(shape);
    assertThat(harness.query("SELECT span FROM " + shape.shadow().quoted() + " WHERE id = 39000"))
        .isEqualTo("[390000,390009)");
    assertThat(harness.query("SELECT count(*) FROM " + shape.shadow().quoted())).isEqualTo("40000");
    assertThat(harness.query("SELECT count(*) FROM pg_constraint WHERE contype = 'x'"))
        .isEqualTo("2");
  }

  @Test
  void whereNullsAreNotDistinctTheyCollideToo() throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, u int, w int, UNIQUE NULLS NOT DISTINCT (u,"
            + " w))",
        "INSERT INTO public.t SELECT i, nullif(i, 7), 1 FROM generate_series(1, 100) i");
    Shape shape = copied("UPDATE %s SET u = NULL WHERE id = 9");
    build(shape);
    assertThat(harness.query("SELECT u FROM " + shape.shadow().quoted() + " WHERE id = 9"))
        .isEqualTo("9");
  }

  @Test
  void rowsThatTheNewShapeCannotHoldAreNamed() throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, span int4range)",
        "INSERT INTO public.t SELECT i, int4range(10 * i, 10 * i + 11) FROM generate_series(1, 3)"
            + " i");
    Shape shape =
        copied("SELECT FROM %s", "ADD CONSTRAINT apart EXCLUDE USING gist (span WITH &&)");
    assertThatThrownBy(() -> build(shape))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE_ROWS))
        .hasMessageContaining("[1] and [2]");
  }

  private void build(Shape shape) {
    IndexBuilder builder = new IndexBuilder(context(), shape, new ShadowState(1, "1.1"));
    builder.buildKey();
    builder.buildRest();
  }

  private StepContext context() {
    return harness.context("t", Map.of());
  }

  /** A shadow with all rows, of which one is not as the source has it. */
  private Shape copied(String stale, String... actions) throws Exception {
    List<String> all = new ArrayList<>(List.of("ALTER COLUMN id TYPE bigint"));
    all.addAll(List.of(actions));
    TableName source = new TableName("public", "t");
    Shape shape;
    try (Connection connection = harness.sessions().open("test")) {
      ShadowNames names = ShadowNames.of(connection.getCatalog(), 1, "1.1", source);
      connection.setAutoCommit(false);
      shape =
          ShadowBuilder.create(
              connection,
              names,
              new StepAction.Rebuild(source, all, Map.of()),
              harness.sessions().searchPath());
      new ShadowState(1, "1.1")
          .insert(connection, names, shape.sourceOid(), Lsn.ZERO, ShapeDocument.write(shape), "");
      connection.commit();
    }
    harness.sql(
        "INSERT INTO " + shape.shadow().quoted() + " SELECT * FROM public.t",
        stale.formatted(shape.shadow().quoted()));
    return shape;
  }
}
