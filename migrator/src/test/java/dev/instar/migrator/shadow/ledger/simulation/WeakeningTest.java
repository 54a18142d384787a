package dev.instar.migrator.shadow.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation can fail: each weaker reading of an invariant does harm within a few seeds. */
class WeakeningTest {
  private static final int SEEDS = 50_000;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void losesRows(Weakening weakening) {
    OptionalLong harmful =
        LongStream.range(0, SEEDS).filter(seed -> doesHarm(weakening, seed)).findFirst();
    assertThat(harmful).as("a seed that shows why %s matters", weakening).isPresent();
    System.out.printf("%s: seed %d%n", weakening, harmful.getAsLong());
  }

  private static boolean doesHarm(Weakening weakening, long seed) {
    Simulation.Result result;
    try {
      result = new Simulation(Schedules.weakened(seed, weakening)).run();
    } catch (RuntimeException | AssertionError e) {
      // It was noticed before harm was done: by the ledger, or by a schedule that does not end.
      return false;
    }
    return switch (weakening) {
      case I4_A_CONFLICT_IS_DECIDED_IN_TWO_SNAPSHOTS -> result.stopped() != null;
      case I7_A_DIFFERENCE_COUNTS_AT_ONCE -> result.reported() > 0;
      default -> result.difference() != null;
    };
  }

  @Test
  void I7_rowsThatAFlushWritesWronglyAreFoundAndRepaired() {
    int reported = 0;
    for (long seed = 0; seed < 1_000; seed++) {
      Simulation.Result result = Schedules.run(Schedules.writingWrongly(seed));
      assertThat(result.difference()).as("-Dinstar.seed=%d", seed).isNull();
      reported += result.reported();
    }
    assertThat(reported).as("rows written wrongly and found").isPositive();
  }
}
