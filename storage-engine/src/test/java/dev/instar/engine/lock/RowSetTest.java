package dev.instar.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowSetTest {

  @Test
  void itHoldsWhatASetHolds() {
    long seed = Long.getLong("instar.seed", System.nanoTime());
    System.out.println("RowSetTest: -Dinstar.seed=" + seed);
    Random random = new Random(seed);
    RowSet rows = new RowSet();
    Set<Long> expected = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      long row = random.nextBoolean() ? random.nextInt(5000) : random.nextLong(1L << 40);
      assertThat(rows.add(row)).isEqualTo(expected.add(row));
      long asked = random.nextInt(6000);
      assertThat(rows.contains(asked)).isEqualTo(expected.contains(asked));
    }
    assertThat(expected).allMatch(rows::contains);
  }
}
