package dev.instar.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a few transactions over a few rows: what each statement sees is what a naive
 * model says, that copies whole states. Vacuum runs in between, and takes nothing that is needed.
 */
class RandomHistoryTest {
  private static final int HISTORIES = Integer.getInteger("instar.histories", 3000);
  private static final int STEPS = 60;

  @Test
  void everyStatementSeesWhatTheModelSays() {
    long seed = Long.getLong("instar.seed", System.nanoTime());
    System.out.println("RandomHistoryTest: -Dinstar.seed=" + seed);
    long start = System.nanoTime();
    long reads = 0;
    long vacuumed = 0;
    for (int history = 0; history < HISTORIES; history++) {
      RandomHistory run = new RandomHistory(new Random(seed + history));
      for (int step = 0; step < STEPS; step++) {
        run.step();
      }
      run.finish();
      reads += run.reads();
      vacuumed += run.vacuumed();
    }
    System.out.printf(
        "RandomHistoryTest: %d histories, %d reads, %d versions vacuumed, %d ms%n",
        HISTORIES, reads, vacuumed, (System.nanoTime() - start) / 1_000_000);
    assertThat(reads).isGreaterThan(HISTORIES);
    assertThat(vacuumed).isGreaterThan(HISTORIES);
  }
}
