package dev.instar.migrator.postgresql.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
  private static final Duration TARGET = Duration.ofMillis(200);

  @Test
  void whereEveryRowCostsTheSameItFindsTheTarget() {
    assertThat(settled(0, 0.05, 0)).isBetween(3_800, 4_200);
    assertThat(settled(0, 2, 0)).isBetween(95, 105);
  }

  @Test
  void whatABatchCostsForItselfIsNotPaidForEveryRow() {
    // 2 s for each batch, 1 ms for each row: half of the time at least goes into rows.
    assertThat(settled(2_000, 1, 0)).isBetween(1_600, 2_400);
    // A hundredth of the target is not worth a thought.
    assertThat(settled(2, 0.05, 0)).isBetween(3_700, 4_100);
  }

  @Test
  void chanceDoesNotMakeItLong() {
    assertThat(settled(0, 0.05, 0.5)).isBetween(1_000, 8_000);
  }

  @Test
  void itIsBounded() {
    assertThat(settled(0, 0.000_001, 0)).isEqualTo(50_000);
    assertThat(settled(0, 10_000, 0)).isEqualTo(1);
  }

  /** The size after many batches whose time is off by up to a share of itself. */
  private static int settled(double ownMs, double rowMs, double noise) {
    Random random = new Random(7);
    BatchSize size = new BatchSize();
    for (int i = 0; i < 200; i++) {
      double ms = (ownMs + rowMs * size.rows()) * (1 + noise * (2 * random.nextDouble() - 1));
      size.took(Duration.ofNanos((long) (ms * 1e6)), TARGET);
    }
    return size.rows();
  }
}
