package dev.instar.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.twin.LatencyRecorder;
import dev.instar.samples.load.Experience;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  @Test
  void bothHalvesStandSideBySideInEightyColumns() {
    Result plain =
        new Result(Duration.ofMillis(4_300), experience(4_300), 1_000, 0, Optional.empty());
    RebuildSummary summary =
        new RebuildSummary("1.1", 1_234_567, 8_901, 1_234_999, 0, Duration.ofNanos(2_300_000));
    Result online =
        new Result(Duration.ofSeconds(15), experience(12), 2_000, 0, Optional.of(summary));
    String table = Comparison.of(plain, online, Ink.PLAIN);
    assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    assertThat(table)
        .containsPattern("longest stall +4.3 s +12 ms")
        .containsPattern("rows copied +– +1,234,567")
        .containsPattern("rows that differ +– +0")
        .containsPattern("table locked +all the time +2.3 ms")
        .containsPattern("clients' writes lost +0 +0");
  }

  private static Experience experience(long stallMillis) {
    LatencyRecorder latencies = new LatencyRecorder();
    latencies.record(Duration.ofMillis(stallMillis).toNanos());
    return new Experience(Duration.ofSeconds(1), 1, 0, latencies, Duration.ofMillis(stallMillis));
  }
}
