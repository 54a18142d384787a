package dev.instar.migrator.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.RandomRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
  private static final int PLANS = 1_000;

  /** A new kind of action, a new record or a new constant is not forgotten here. */
  @Test
  void everyRecordOfAPlanReadsBackAsItself() {
    long seed = System.nanoTime();
    RandomRecords random = new RandomRecords(seed);
    for (int i = 0; i < PLANS; i++) {
      Plan plan = ofThisFormat(random.next(Plan.class));
      assertThat(PlanJson.read(PlanJson.write(plan))).as("seed %d", seed).isEqualTo(plan);
      assertThat(PlanJson.read(PlanJson.tree(plan).toString())).isEqualTo(plan);
    }
    assertThat(random.made()).containsAll(RandomRecords.possible(Plan.class));
  }

  @Test
  void theNamesInJsonAreTheFormat() {
    String json = PlanJson.write(plan());
    assertThat(json)
        .contains("\"format\" : 1")
        .contains("\"searchPath\" : [ \"pg_catalog\" ]")
        .contains("\"statements\" : [ ]");
  }

  @Test
  void anotherFormatIsRefusedByName() {
    String json = PlanJson.write(plan()).replace("\"format\" : 1", "\"format\" : 2");
    assertThatThrownBy(() -> PlanJson.read(json))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_STALE))
        .hasMessageContaining("format 2");
  }

  @Test
  void whatIsNoPlanIsRefused() {
    for (String json :
        List.of("", "[]", "{}", "nonsense", "{\"format\":1}", "{\"format\":1,\"extra\":2}")) {
      assertThatThrownBy(() -> PlanJson.read(json))
          .as(json)
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }
  }

  private static Plan plan() {
    return new Plan(
        Plan.FORMAT,
        "V1__x",
        "PostgreSQL 17.5",
        "the server\'s catalog",
        "Europe/Zurich",
        List.of("pg_catalog"),
        "abc",
        List.of());
  }

  private static Plan ofThisFormat(Plan plan) {
    return new Plan(
        Plan.FORMAT,
        plan.name(),
        plan.server(),
        plan.basis(),
        plan.timeZone(),
        plan.searchPath(),
        plan.fingerprint(),
        plan.statements());
  }
}
