package dev.instar.migrator.shadow.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The protocol as designed ends every schedule with equal tables and nothing to repair. */
class SimulationTest {
  private static final long SCHEDULES = Long.getLong("instar.schedules", 20_000);

  @Test
  void I2_I3_I4_I5_I7_I8_I10_everyScheduleEndsEqual() {
    Long only = Long.getLong("instar.seed");
    long begun = System.nanoTime();
    long steps = 0;
    long first = only == null ? 0 : only;
    long count = only == null ? SCHEDULES : 1;
    for (long seed = first; seed < first + count; seed++) {
      Simulation.Result result = Schedules.run(Schedules.designed(seed));
      assertThat(result).as("-Dinstar.seed=%d", seed).matches(Simulation.Result::isRight);
      steps += result.steps();
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%d schedules, seeds from %d, %.0f schedules/s, %.0f steps each%n",
        count, first, count / seconds, (double) steps / count);
  }
}
