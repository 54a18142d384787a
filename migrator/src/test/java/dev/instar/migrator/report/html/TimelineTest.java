package dev.instar.migrator.report.html;

import static dev.instar.migrator.report.html.Timeline.Length.ALL_THE_TIME;
import static dev.instar.migrator.report.html.Timeline.Length.MOMENT;
import static dev.instar.migrator.report.html.Timeline.Length.MOMENT_AND_QUEUE;
import static dev.instar.migrator.report.html.Timeline.Length.MOMENT_AT_THE_END;
import static dev.instar.migrator.report.html.Timeline.Length.NOT;
import static dev.instar.migrator.report.html.Timeline.Length.ROWS;
import static dev.instar.migrator.report.html.Timeline.Length.ROWS_A_MOMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.SamplePlans;
import dev.instar.migrator.report.html.Timeline.Length;
import dev.instar.migrator.report.html.Timeline.Span;
import dev.instar.migrator.report.html.Timeline.Waiter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void aRewriteKeepsEverybodyWaitingAndAShadowOnlyForItsSwap() {
    StatementPlan rewrite = first(SamplePlans.shadow());
    assertThat(lengths(Timeline.asWritten(rewrite).spans().getFirst())).containsOnly(ALL_THE_TIME);
    Timeline steps = Timeline.withInstar(rewrite.steps());
    assertThat(lengths(steps.spans().getFirst())).containsOnly(MOMENT_AT_THE_END);
    // The retained table is used by nobody.
    assertThat(lengths(steps.spans().getLast())).containsOnly(NOT);
    assertThat(steps.spans().getLast().later()).isTrue();
    assertThat(steps.duration()).isEqualTo(Duration.ofSeconds(94));
  }

  @Test
  void whatIsDoneUnderAWeakerLockLetsReadsAndWritesThrough() {
    List<Span> spans = Timeline.withInstar(first(SamplePlans.online()).steps()).spans();
    assertThat(lengths(spans.get(0))).containsExactly(MOMENT, MOMENT, MOMENT, MOMENT);
    // SHARE ROW EXCLUSIVE; no standby replays that.
    assertThat(lengths(spans.get(1))).containsExactly(NOT, MOMENT, MOMENT, NOT);
    assertThat(lengths(spans.get(2))).containsExactly(NOT, NOT, ALL_THE_TIME, NOT);
  }

  @Test
  void asWrittenAMomentsLockIsQueuedFor() {
    assertThat(lengths(Timeline.asWritten(first(SamplePlans.contract())).spans().getFirst()))
        .containsOnly(MOMENT_AND_QUEUE);
  }

  @Test
  void ofALongWriteOnlyWritersOfTheSameRowsWait() {
    StatementPlan update = SamplePlans.backfill().statements().getLast();
    Span asWritten = Timeline.asWritten(update).spans().getFirst();
    assertThat(lengths(asWritten)).containsExactly(NOT, ROWS, NOT, NOT);
    assertThat(asWritten.waits().get(Waiter.WRITES).words(asWritten.duration()))
        .isEqualTo("of the same rows wait about 4 min");
    assertThat(lengths(Timeline.withInstar(update.steps()).spans().getFirst()))
        .containsExactly(NOT, ROWS_A_MOMENT, NOT, NOT);
  }

  private static StatementPlan first(Plan plan) {
    return plan.statements().getFirst();
  }

  /** Of reads, writes, schema changes and reads on standbys. */
  private static List<Length> lengths(Span span) {
    return Arrays.stream(Waiter.values()).map(w -> span.waits().get(w).length()).toList();
  }
}
