package dev.instar.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.disk.SimulatedDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogReaderTest {
  private static final LogOptions SMALL = new LogOptions(1 << 10, 256, 1 << 20);
  private final Log log = Log.create(new SimulatedDisk(), SMALL, 1);

  @Test
  void readsOnFromEveryRecord() {
    Random random = new Random(7);
    for (int number = 0; number < 100; number++) {
      log.append(LogRecords.random(number, random, number % 10 == 0 ? 3000 : 100));
    }
    log.flush();
    List<LogEntry> all = LogRecords.all(log.read(Lsn.ZERO));
    assertThat(LogRecords.transactions(all)).hasSize(100).isSorted();
    for (int number = 0; number < 100; number++) {
      assertThat(LogRecords.all(log.read(all.get(number).position()))).hasSize(100 - number);
      assertThat(LogRecords.all(log.read(all.get(number).end()))).hasSize(99 - number);
    }
  }

  @Test
  void aPositionWithinARecordIsRefused() {
    Lsn position = log.append(new LogRecord(1, 1, new byte[64]));
    log.flush();
    assertThatThrownBy(() -> log.read(new Lsn(position.value() + 8)).next())
        .hasMessageContaining("no log record at 0/28");
  }

  @Test
  void followsTheLiveEndWhileOthersAppend() throws Exception {
    int records = 5000;
    CompletableFuture<List<Long>> followed =
        CompletableFuture.supplyAsync(
            () -> {
              List<Long> numbers = new ArrayList<>();
              try (LogReader reader = log.read(Lsn.ZERO)) {
                while (numbers.size() < records) {
                  reader
                      .await(Duration.ofSeconds(20))
                      .ifPresent(entry -> numbers.add(entry.record().transaction()));
                }
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return numbers;
            });
    for (long number = 0; number < records; number++) {
      Lsn position = log.append(new LogRecord(1, number, new byte[10]));
      if (number % 7 == 0 || number == records - 1) {
        log.flush(position);
      }
    }
    assertThat(followed.get()).hasSize(records).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aReaderThatWaitsWakesUpWhenTheLogIsClosed() throws Exception {
    LogReader reader = log.read(log.end());
    CompletableFuture<Boolean> found =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return reader.await(Duration.ofHours(1)).isPresent();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    log.close();
    assertThat(found.get()).isFalse();
  }

  @Test
  void segmentsAreRemovedUpToTheOldestHold() {
    for (int number = 0; number < 200; number++) {
      log.append(new LogRecord(1, number, new byte[40]));
    }
    log.flush();
    List<LogEntry> all = LogRecords.all(log.read(Lsn.ZERO));
    Lsn held = all.get(100).position();
    log.hold("slot", held);
    Lsn start = log.removeBefore(log.end());
    assertThat(start).isGreaterThan(Lsn.ZERO).isLessThanOrEqualTo(held);
    assertThat(LogRecords.all(log.read(held))).hasSize(100);
    assertThatThrownBy(() -> log.read(all.getFirst().position()).next())
        .hasMessageContaining("removed");
    log.release("slot");
    assertThat(log.removeBefore(log.end())).isGreaterThan(held);
  }

  @Test
  void positionsAreWrittenAsPostgresDoes() {
    assertThat(new Lsn(0x16_B374_D848L)).hasToString("16/B374D848");
    assertThat(Lsn.parse("16/B374D848")).isEqualTo(new Lsn(0x16_B374_D848L));
    assertThat(Lsn.ZERO).hasToString("0/0");
    assertThatThrownBy(() -> Lsn.parse("16")).isInstanceOf(IllegalArgumentException.class);
  }
}
