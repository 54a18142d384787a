package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.TestPlans;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeTakenTest {
  private static final Instant BEGUN = Instant.parse("2026-11-20T12:00:00Z");
  private static final Plan PLAN =
      TestPlans.plan(
          "V7",
          step("1.1", Optional.of(12)),
          step("1.2", Optional.of(2)),
          step("1.3", Optional.empty()));

  @Test
  void whatIsDoneIsComparedWithWhatWasEstimated() {
    TimeTaken time =
        TimeTaken.of(PLAN, List.of(done("1.1", 0, 15), done("1.2", 60, 61)), List.of());

    assertThat(time.took())
        .as("what lies between is not counted")
        .isEqualTo(Duration.ofSeconds(16));
    assertThat(time.estimated()).contains(Duration.ofSeconds(14));
    assertThat(time.interrupted()).isFalse();
    assertThat(time.of("1.1").orElseThrow().notable()).isTrue();
    assertThat(time.of("1.2").orElseThrow().notable()).isFalse();
    assertThat(time.of("1.3")).isEmpty();
  }

  @Test
  void ofWhatHadNoEstimateThereIsNone() {
    TimeTaken time =
        TimeTaken.of(PLAN, List.of(done("1.1", 0, 15), done("1.3", 15, 16)), List.of());

    assertThat(time.took()).isEqualTo(Duration.ofSeconds(16));
    assertThat(time.estimated()).isEmpty();
  }

  @Test
  void whatIsUnderWayOrTakenBackDoesNotCount() {
    assertThat(
            TimeTaken.of(
                    PLAN,
                    List.of(
                        row("1.1", StepState.UNDONE, Optional.of(3)),
                        row("1.2", StepState.RUNNING, Optional.empty())),
                    List.of())
                .steps())
        .isEmpty();
  }

  @Test
  void anInterruptionConcernsTheStepThatWasUnderWay() {
    List<StepRow> rows = List.of(done("1.1", 10, 20), done("1.2", 30, 40));

    assertThat(interrupted(rows, 9)).containsExactly(false, false);
    assertThat(interrupted(rows, 15)).containsExactly(true, false);
    assertThat(interrupted(rows, 25)).containsExactly(false, false);
    assertThat(interrupted(rows, 40)).containsExactly(false, true);
  }

  private static List<Boolean> interrupted(List<StepRow> rows, long second) {
    return TimeTaken.of(PLAN, rows, List.of(BEGUN.plusSeconds(second))).steps().stream()
        .map(StepTime::interrupted)
        .toList();
  }

  private static Step step(String id, Optional<Integer> seconds) {
    Step step = TestPlans.execute(id, "t", "SELECT 1", "SELECT 1");
    return new Step(
        id,
        step.phase(),
        step.title(),
        step.action(),
        step.locks(),
        step.work(),
        new Estimate(0, 0, seconds.map(Duration::ofSeconds), "a test"),
        step.undo(),
        "",
        "a test");
  }

  private static StepRow done(String id, long from, long to) {
    return new StepRow(
        id,
        1,
        StepState.DONE,
        Optional.of(BEGUN.plusSeconds(from)),
        Optional.of(BEGUN.plusSeconds(to)),
        Optional.empty(),
        Optional.empty());
  }

  private static StepRow row(String id, StepState state, Optional<Integer> to) {
    return new StepRow(
        id,
        1,
        state,
        Optional.of(BEGUN),
        to.map(BEGUN::plusSeconds),
        Optional.empty(),
        Optional.empty());
  }
}
