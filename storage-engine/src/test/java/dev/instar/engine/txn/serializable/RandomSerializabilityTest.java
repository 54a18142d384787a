package dev.instar.engine.txn.serializable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random histories against brute force: what commits is serializable, whatever the schedule. */
class RandomSerializabilityTest {
  private static final int HISTORIES = Integer.getInteger("instar.histories", 40_000);

  @Test
  void whatCommitsIsSerializable() {
    long seed = Long.getLong("instar.seed", System.nanoTime());
    System.out.println("RandomSerializabilityTest: -Dinstar.seed=" + seed);
    int anomalies = 0;
    int failed = 0;
    int needless = 0;
    for (int i = 0; i < HISTORIES; i++) {
      boolean harmless = SerialHistory.run(seed + i, false).isSerializable();
      SerialHistory followed = SerialHistory.run(seed + i, true);
      assertThat(followed.isSerializable()).as("seed %d", seed + i).isTrue();
      anomalies += harmless ? 0 : 1;
      failed += followed.failures() > 0 ? 1 : 0;
      needless += harmless && followed.failures() > 0 ? 1 : 0;
    }
    System.out.printf(
        "RandomSerializabilityTest: of %d histories %d would have been anomalies,"
            + " %d had a failure, %d of them needlessly (%.2f %% of the harmless)%n",
        HISTORIES, anomalies, failed, needless, 100.0 * needless / (HISTORIES - anomalies));
    assertThat(anomalies).as("histories that test anything").isGreaterThan(HISTORIES / 1000);
    assertThat(failed).as("not simply everything").isLessThan(HISTORIES / 2);
  }
}
