package dev.instar.migrator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.schema.Speeds;
import dev.instar.migrator.schema.Speeds.Kind;
import dev.instar.migrator.schema.Speeds.Speed;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastStepsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final TableName T = new TableName("public", "t");
  private static final StepAction INDEX = new StepAction.BuildIndex(T, "i", "CREATE INDEX …");
  private static final StepAction REBUILD = new StepAction.Rebuild(T, List.of(), Map.of());
  private static final StepAction FILL =
      new StepAction.Backfill(T, Map.of("c", "1"), "c IS DISTINCT FROM 1");
  private static final StepAction UPDATE =
      new StepAction.BatchedWrite(
          T, "", List.of("id"), List.of("c"), "", "UPDATE t SET c = 1", "", "true");
  private static final StepAction VALIDATE =
      new StepAction.Execute(List.of("ALTER TABLE t VALIDATE CONSTRAINT c"));
  private static final LockClaim READ = TestPlans.claim("t", LockMode.SHARE_UPDATE_EXCLUSIVE);

  private final PastSteps lasting = new PastSteps(Duration.ofSeconds(1));

  @Test
  void eachKindOfWorkHasItsOwnSpeed() {
    Speeds speeds =
        lasting.speeds(
            List.of(
                step(INDEX, Work.INDEX_BUILD, 2_000, 0, 4),
                step(REBUILD, Work.ONLINE_COPY, 5_000, 0, 20),
                step(VALIDATE, Work.SCAN, 7, 6_000_000, 3, READ)));

    assertThat(speeds.seen())
        .containsOnly(
            Map.entry(Kind.ONLINE_INDEX_BUILD, new Speed(500, DAY)),
            Map.entry(Kind.COPY, new Speed(250, DAY)),
            Map.entry(Kind.SCAN, new Speed(2_000_000, DAY)));
  }

  @Test
  void nothingSeenIsNoSpeed() {
    assertThat(lasting.speeds(List.of())).isEqualTo(Speeds.NONE);
  }

  @Test
  void itIsTheMedianOfTheLastFive() {
    List<PastStep> steps = new ArrayList<>();
    for (long rows : List.of(900, 100, 800, 300, 200)) {
      steps.add(step(INDEX, Work.INDEX_BUILD, rows, 0, 1));
    }
    assertThat(speed(steps)).isEqualTo(300);

    steps.add(step(INDEX, Work.INDEX_BUILD, 950, 0, 1));
    steps.add(step(INDEX, Work.INDEX_BUILD, 960, 0, 1));
    assertThat(speed(steps)).as("older ones do not count").isEqualTo(300);
    assertThat(speed(steps.subList(0, 4))).as("of two, the slower").isEqualTo(300);
    assertThat(speed(steps.subList(0, 2))).isEqualTo(100);
  }

  @Test
  void itsDayIsTheLastOne() {
    PastStep last = step(INDEX, Work.INDEX_BUILD, 100, 0, 1);
    PastStep before = new PastStep(last.step(), last.took(), DAY.minusDays(9), Optional.empty());

    assertThat(lasting.speeds(List.of(last, before)).of(Kind.ONLINE_INDEX_BUILD))
        .contains(new Speed(100, DAY));
  }

  @Test
  void itHasThreeDigitsThatCount() {
    assertThat(speed(List.of(step(INDEX, Work.INDEX_BUILD, 212_999, 0, 1)))).isEqualTo(212_000);
    assertThat(speed(List.of(step(INDEX, Work.INDEX_BUILD, 999, 0, 1)))).isEqualTo(999);
  }

  @Test
  void whatWasShortOrOfUnknownSizeShowsNothing() {
    PastStep enough = step(INDEX, Work.INDEX_BUILD, 100, 0, 1);
    PastStep shorter =
        new PastStep(enough.step(), Duration.ofMillis(999), DAY, Optional.of(100_000L));

    assertThat(lasting.speeds(List.of(shorter))).isEqualTo(Speeds.NONE);
    assertThat(lasting.speeds(List.of(step(INDEX, Work.INDEX_BUILD, 0, 0, 60))))
        .isEqualTo(Speeds.NONE);
    assertThat(speed(List.of(shorter, enough))).isEqualTo(100);
  }

  @Test
  void ofARebuildTheRowsThatWereCopiedCountAndItHasToHaveTakenLonger() {
    PastStep planned = step(REBUILD, Work.ONLINE_COPY, 1_000, 0, 10);

    assertThat(lasting.speeds(List.of(counted(planned, 4_000))).of(Kind.COPY))
        .contains(new Speed(400, DAY));
    assertThat(lasting.speeds(List.of(step(REBUILD, Work.ONLINE_COPY, 1_000, 0, 9))))
        .isEqualTo(Speeds.NONE);
  }

  @Test
  void aBatchedWriteShowsHowFastRowsAreWrittenIfItWroteMostOfThem() {
    for (StepAction action : List.of(FILL, UPDATE)) {
      PastStep planned = step(action, Work.BATCHED_WRITE, 1_000, 0, 2);

      assertThat(lasting.speeds(List.of(counted(planned, 600))).of(Kind.BACKFILL))
          .contains(new Speed(300, DAY));
      assertThat(lasting.speeds(List.of(counted(planned, 499)))).isEqualTo(Speeds.NONE);
      assertThat(lasting.speeds(List.of(planned))).as("not counted").isEqualTo(Speeds.NONE);
    }
  }

  @Test
  void whatReadsMoreThanATableOrRunsOtherwiseShowsNothing() {
    LockClaim other = TestPlans.claim("parent", LockMode.ROW_SHARE);
    LockClaim write = TestPlans.claim("t", LockMode.ROW_EXCLUSIVE);
    StepAction vacuum = new StepAction.Autonomous("VACUUM t", Optional.empty());

    assertThat(
            lasting.speeds(
                List.of(
                    step(VALIDATE, Work.SCAN, 10, 1_000_000, 3, READ, other),
                    step(VALIDATE, Work.SCAN, 10, 1_000_000, 3, write),
                    step(VALIDATE, Work.BATCHED_WRITE, 10, 1_000_000, 3, write),
                    step(VALIDATE, Work.INSTANT, 10, 1_000_000, 3, READ),
                    step(vacuum, Work.SCAN, 10, 1_000_000, 3, READ))))
        .isEqualTo(Speeds.NONE);
  }

  private long speed(List<PastStep> steps) {
    return lasting.speeds(steps).of(Kind.ONLINE_INDEX_BUILD).orElseThrow().perSecond();
  }

  private static PastStep counted(PastStep past, long rows) {
    return new PastStep(past.step(), past.took(), past.on(), Optional.of(rows));
  }

  private static PastStep step(
      StepAction action, Work work, long rows, long bytes, long seconds, LockClaim... locks) {
    Step step =
        new Step(
            "1.1",
            Phase.MIGRATE,
            "a step",
            action,
            List.of(locks),
            work,
            new Estimate(rows, bytes, Duration.ofSeconds(1), "a test"),
            new Undo.Nothing("a test"),
            "",
            "a test");
    return new PastStep(step, Duration.ofSeconds(seconds), DAY, Optional.empty());
  }
}
