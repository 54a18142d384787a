package dev.instar.migrator.postgresql.plan;

import static dev.instar.migrator.postgresql.plan.TestSchemas.postgresql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanChanges;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Speeds;
import dev.instar.migrator.schema.Speeds.Kind;
import dev.instar.migrator.schema.Speeds.Speed;
import dev.instar.migrator.schema.TableSize;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimatesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Optional<TableSize> SIZE =
      Optional.of(new TableSize(1_060_000, 100_000_000, 20_000_000));
  private static final Speeds SEEN =
      new Speeds(
          Map.of(
              Kind.SCAN, new Speed(50_000_000, DAY),
              Kind.ONLINE_INDEX_BUILD, new Speed(106_000, DAY),
              Kind.COPY, new Speed(212_000, DAY),
              Kind.BACKFILL, new Speed(5_300, DAY)));

  private final Estimates general = new Estimates(Speeds.NONE);
  private final Estimates seen = new Estimates(SEEN);

  @Test
  void whereASpeedWasSeenItIsTakenAndSaid() {
    assertThat(seen.copy(SIZE))
        .isEqualTo(
            new Estimate(
                1_060_000,
                100_000_000,
                Duration.ofSeconds(5),
                "1.1 million rows, 100 MB, at 212,000 rows/s, as seen here on 2026-11-20"));
    assertThat(seen.scan(SIZE))
        .isEqualTo(
            new Estimate(
                1_060_000,
                100_000_000,
                Duration.ofSeconds(2),
                "1.1 million rows, 100 MB, at 50 MB/s, as seen here on 2026-11-20"));
    assertThat(seen.onlineIndexBuild(SIZE).duration()).contains(Duration.ofSeconds(10));
    assertThat(seen.onlineIndexBuild(SIZE).basis())
        .endsWith(", at 106,000 rows/s, as seen here on 2026-11-20");
    assertThat(seen.backfill(SIZE).duration()).contains(Duration.ofSeconds(200));
  }

  @Test
  void elsewhereItIsAGeneralOne() {
    assertThat(general.copy(SIZE).basis()).isEqualTo("1.1 million rows, 100 MB, at 150,000 rows/s");
    assertThat(general.onlineIndexBuild(SIZE).basis())
        .isEqualTo("1.1 million rows, 100 MB, at 800,000 rows/s, read twice");
    assertThat(seen.rewrite(SIZE)).isEqualTo(general.rewrite(SIZE));
    assertThat(seen.indexBuild(SIZE)).isEqualTo(general.indexBuild(SIZE));
    assertThat(seen.write(SIZE)).isEqualTo(general.write(SIZE));
  }

  @Test
  void aSizeThatNobodyKnowsStaysUnknown() {
    assertThat(
            List.of(
                seen.copy(Optional.empty()),
                seen.scan(Optional.empty()),
                seen.onlineIndexBuild(Optional.empty()),
                seen.rewrite(Optional.empty())))
        .containsOnly(Estimates.UNKNOWN);
  }

  /** A plan that is saved before the first migration is as good after it. */
  @Test
  void aPlanSaysItAndIsNoOtherOneForIt() {
    Plan before = plan(postgresql(17));
    Plan after = plan(postgresql(17).withSpeeds(SEEN));

    assertThat(before.steps().getFirst().estimate().basis()).doesNotContain("seen");
    assertThat(after.steps().getFirst().estimate().basis()).contains("as seen here on");
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(PlanChanges.between(before, after)).isEmpty();
  }

  private static Plan plan(ServerFacts facts) {
    return PostgresPlanner.plan(
        "a test",
        "ALTER TABLE orders ALTER id TYPE bigint; UPDATE orders SET note = 'x';",
        TestSchemas.with(TestSchemas.orders()),
        facts,
        PlanOptions.DEFAULT);
  }
}
