package dev.instar.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasurementsTest {
  @Test
  void ratiosAreOfMediansAndEveryRawNumberIsKept() {
    Measurements measurements = new Measurements();
    for (double seconds : new double[] {9, 5, 7}) {
      measurements.add("idle", "ALTER TABLE", "s", seconds);
    }
    measurements.add("idle", "Instar", "s", 14);
    measurements.ratio("idle", "Instar / ALTER TABLE", "Instar", "ALTER TABLE");
    assertThat(measurements.get("idle", "ALTER TABLE").median()).isEqualTo(7);
    assertThat(measurements.get("idle", "Instar / ALTER TABLE").values()).isEqualTo(List.of(2.0));
    assertThat(measurements.table())
        .contains("idle\n")
        .containsPattern("ALTER TABLE +7\\.00 s +5\\.00–9\\.00")
        .containsPattern("Instar / ALTER TABLE +2\\.00 ×");
    assertThat(measurements.table().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(measurements.json().at("/measurements/0/values").toString())
        .isEqualTo("[9.0,5.0,7.0]");
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(new Measurement("s", "w", "s", List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
  }
}
