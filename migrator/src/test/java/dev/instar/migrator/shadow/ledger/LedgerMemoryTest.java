package dev.instar.migrator.shadow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.Key;
import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerMemoryTest {
  private static final int KEYS = 1_000_000;
  private static final long BOUND_BYTES = 120_000_000;

  @Test
  void aMillionPendingKeysOfAMillionTransactionsFit() {
    long before = used();
    KeyLedger ledger =
        new KeyLedger(
            KeyOrder.of(List.of("bigint"), List.of("")), List.of(KeyRange.ALL), new Lsn(0));
    for (int i = 1; i <= KEYS; i++) {
      ledger.begin(new Lsn(i * 100L));
      ledger.changed(Key.of(Long.toString(7_000_000_000L + i * 13L)));
      ledger.commit(new Lsn(i * 100L + 50));
    }
    long bytes = used() - before;
    assertThat(ledger.pending()).isEqualTo(KEYS);
    assertThat(bytes).isLessThan(BOUND_BYTES);

    LogPosition low = ledger.lowWater();
    for (Optional<Batch> batch = ledger.take(5_000);
        batch.isPresent();
        batch = ledger.take(5_000)) {
      assertThat(ledger.lowWaterAfter(batch.get())).isGreaterThanOrEqualTo(low);
      ledger.done(batch.get());
      assertThat(ledger.lowWater()).isGreaterThanOrEqualTo(low);
      low = ledger.lowWater();
    }
    assertThat(ledger.pending()).isZero();
    assertThat(low).isEqualTo(new Lsn(KEYS * 100L + 50));
    System.out.printf("%d pending keys take %d MB%n", KEYS, bytes / 1_000_000);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
