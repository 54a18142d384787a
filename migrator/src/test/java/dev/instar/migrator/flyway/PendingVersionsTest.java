package dev.instar.migrator.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.Strategy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is pending is what Flyway would run, and its plan what Instar would do. */
class PendingVersionsTest {
  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void createFolder() throws Exception {
    folder = new Folder(directory).withOrders();
  }

  @Test
  void aVersionIsPlannedOnWhatThoseBeforeItLeave() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder
          .with("V2__a.sql", "ALTER TABLE orders ADD a int NOT NULL DEFAULT 0;")
          .with("V3__b.sql", "ALTER TABLE orders ALTER a TYPE bigint;")
          .with("V4__c.sql", "ALTER TABLE orders DROP missing;")
          .with("V5__d.sql", "CREATE INDEX orders_a ON orders (a);");
      List<PendingVersion> pending = plan(instar);

      assertThat(pending)
          .extracting(PendingVersion::script)
          .containsExactly("V2__a.sql", "V3__b.sql", "V4__c.sql", "V5__d.sql");
      assertThat(pending.get(0).notes()).isEmpty();
      assertThat(pending.get(1).plan().orElseThrow().statements().getFirst().strategy())
          .isEqualTo(Strategy.SHADOW_TABLE);
      assertThat(pending.get(2).refused()).isTrue();
      assertThat(pending.get(2).failure().orElseThrow().code()).isEqualTo(ErrorCode.OBJECT_MISSING);
      assertThat(pending.get(3).notes())
          .anyMatch(note -> note.contains("What V4__c.sql would change is not taken into account"))
          .anyMatch(note -> note.contains("V3__b.sql leaves of public.orders"));
      assertThat(instar.database.value("SELECT count(*) FROM flyway_schema_history"))
          .isEqualTo("1");
    }
  }

  @Test
  void whatIsUnfinishedHasThePlanThatItWasBegunWith() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with(
          "V2__a.sql", "ALTER TABLE orders ADD a int;\nALTER TABLE orders ALTER id TYPE bigint;");
      instar.stopAtAStep().migrate();
      PendingVersion pending = plan(instar).getFirst();
      assertThat(pending.plan()).isPresent();
      assertThat(pending.notes())
          .containsExactly("It was begun, and 'instar migrate' goes on with it.");
    }
  }

  @Test
  void whatIsInJavaIsFlyways() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V4__b.sql", "ALTER TABLE orders ADD b int;");
      instar.set("locations", folder.location() + ",classpath:dev/instar/migrator/flyway/java");
      List<PendingVersion> pending = plan(instar);
      assertThat(pending.get(0).type()).isEqualTo("JDBC");
      assertThat(pending.get(0).refused()).isFalse();
      assertThat(pending.get(1).plan()).isPresent();
      assertThat(pending.get(1).notes())
          .contains("What dev.instar.migrator.flyway.java.V3__Fill changes is not known here.");
    }
  }

  @Test
  void namesMeanWhatTheyWillMeanInFlywaysSchema() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.set("schemas", "shop").set("target", "1").flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
      instar.set("target", "latest");
      assertThat(plan(instar).getFirst().plan().orElseThrow().searchPath()).contains("shop");
    }
  }

  @Test
  void tablesWithoutAHistoryAreRefusedUnlessTheyAreTheBaseline() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      instar.database.execute("DROP TABLE flyway_schema_history");
      folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
      assertThatThrownBy(() -> plan(instar))
          .isInstanceOfSatisfying(
              MigrationException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.FLYWAY_REFUSED));
      instar.set("baselineOnMigrate", "true");
      assertThat(plan(instar)).extracting(PendingVersion::script).containsExactly("V2__a.sql");
    }
  }

  private static List<PendingVersion> plan(FlywayFixture fixture) {
    return PendingVersions.plan(
        fixture.settings(), fixture.database.sessions(), PlanOptions.DEFAULT);
  }
}
