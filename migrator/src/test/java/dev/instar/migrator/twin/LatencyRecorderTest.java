package dev.instar.migrator.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatencyRecorderTest {
  @Test
  void quantilesAreWithinOneSixtyFourthAndTheLongestIsExact() {
    LatencyRecorder recorder = new LatencyRecorder();
    for (int millis = 1; millis <= 1000; millis++) {
      recorder.record(Duration.ofMillis(millis).toNanos());
    }
    assertThat(recorder.count()).isEqualTo(1000);
    assertThat(recorder.max()).isEqualTo(Duration.ofSeconds(1));
    assertThat(recorder.quantile(0.5).toMillis()).isBetween(500L, 508L);
    assertThat(recorder.quantile(0.99).toMillis()).isBetween(990L, 1000L);
    assertThat(recorder.quantile(1)).isEqualTo(recorder.max());
  }

  @Test
  void shortAndVeryLongOnesHaveTheirPlace() {
    LatencyRecorder recorder = new LatencyRecorder();
    recorder.record(3_000);
    assertThat(recorder.quantile(0.5)).isEqualTo(Duration.ofNanos(3_000));
    recorder.record(Duration.ofDays(1).toNanos());
    assertThat(recorder.max()).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void anEmptyOneSaysZeroAndAddingKeepsEverything() {
    LatencyRecorder one = new LatencyRecorder();
    assertThat(one.quantile(0.99)).isZero();
    LatencyRecorder other = new LatencyRecorder();
    other.record(5_000_000);
    one.add(other);
    one.add(other);
    assertThat(one.count()).isEqualTo(2);
    assertThat(one.max()).isEqualTo(Duration.ofMillis(5));
  }
}
