package dev.instar.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Power is lost at every operation of a workload that crosses segments. */
class LogCrashTest {
  private static final LogOptions SMALL = new LogOptions(1500, 700, 400);
  private static final int RECORDS = 60;

  /** What a run had been told when it ended. */
  private record Promise(int appended, int durable) {}

  @Test
  void whatWasFlushedIsThereAndNothingIsThatWasNotAppended() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("LogCrashTest seed " + seed);
    SimulatedDisk whole = new SimulatedDisk();
    run(whole, seed);
    int lost = 0;
    for (long last = 0; last < whole.operations(); last++) {
      for (int variant = 0; variant < 6; variant++) {
        Random random = new Random(seed + 1000 * last + variant);
        SimulatedDisk disk = new SimulatedDisk();
        disk.crashAt(last, random);
        Promise promise = run(disk, seed);
        lost += check(disk.afterCrash(random), promise, "seed " + seed + ", operation " + last);
      }
    }
    // If nothing was ever lost the disk did not crash, and this test has shown nothing.
    assertThat(lost).isPositive();
  }

  private static Promise run(SimulatedDisk disk, long seed) {
    Random random = new Random(seed);
    int appended = 0;
    int durable = -1;
    try {
      Log log = Log.create(disk, SMALL, 77);
      durable = 0;
      for (int number = 0; number < RECORDS; number++) {
        appended++;
        Lsn position = log.append(LogRecords.random(number, random, number % 9 == 0 ? 900 : 90));
        if (random.nextInt(3) == 0) {
          log.flush(position);
          durable = appended;
        }
      }
      log.flush();
      durable = appended;
    } catch (SimulatedDisk.Crash e) {
      // As it was meant.
    }
    return new Promise(appended, durable);
  }

  private static int check(SimulatedDisk disk, Promise promise, String when) {
    if (promise.durable() < 0) {
      return 0; // The log was never made.
    }
    List<LogEntry> found = new ArrayList<>();
    List<Long> numbers;
    try (Log log = Log.open(disk, SMALL, 77, Lsn.ZERO, found::add)) {
      numbers = LogRecords.transactions(found);
      assertThat(numbers).as(when).hasSizeBetween(promise.durable(), promise.appended());
      for (int number = 0; number < numbers.size(); number++) {
        assertThat(numbers.get(number)).as(when).isEqualTo(number);
      }
      // What is written from here on continues what was found, over whatever the crash left.
      log.append(new LogRecord(1, 1000, new byte[20]));
    }
    List<LogEntry> again = new ArrayList<>();
    Log.open(disk.afterKill(), SMALL, 77, Lsn.ZERO, again::add).close();
    assertThat(LogRecords.transactions(again)).as(when).hasSize(numbers.size() + 1).endsWith(1000L);
    return promise.appended() - numbers.size();
  }
}
