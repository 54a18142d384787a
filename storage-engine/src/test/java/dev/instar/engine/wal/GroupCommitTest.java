package dev.instar.engine.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.disk.GatedDisk;
import dev.instar.engine.error.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, one force; the schedule is held by a disk whose force waits to be let through. */
@Timeout(30)
class GroupCommitTest {
  private final GatedDisk disk = new GatedDisk();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Log log = Log.create(disk, LogOptions.DEFAULT, 1);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Future<?> commit(long transaction) {
    return threads.submit(
        () -> {
          log.flush(log.append(new LogRecord(1, transaction, new byte[8])));
          return null;
        });
  }

  @Test
  void whoComesDuringAForceGoesTogetherWithTheNext() throws Exception {
    disk.closeGate();
    Future<?> first = commit(1);
    disk.awaitForceUnderWay();
    Lsn before = log.end();
    List<Future<?>> others = new ArrayList<>();
    for (int transaction = 2; transaction <= 9; transaction++) {
      others.add(commit(transaction));
    }
    while (log.end().value() < before.value() + 8 * 32) {
      Thread.onSpinWait();
    }
    disk.letOneForceThrough();
    first.get(10, TimeUnit.SECONDS);
    disk.awaitForceUnderWay();
    assertThat(others).noneMatch(Future::isDone);
    disk.letOneForceThrough();
    for (Future<?> other : others) {
      other.get(10, TimeUnit.SECONDS);
    }
    assertThat(disk.gatedForces()).isEqualTo(2);
  }

  @Test
  void nobodyIsToldBeforeTheForceHasReturned() throws Exception {
    disk.closeGate();
    Future<?> commit = commit(1);
    disk.awaitForceUnderWay();
    assertThat(commit).isNotDone();
    assertThat(log.read(Lsn.ZERO).next()).isEmpty();
    disk.letOneForceThrough();
    commit.get(10, TimeUnit.SECONDS);
    assertThat(log.read(Lsn.ZERO).next()).isPresent();
  }

  @Test
  void afterAForceThatFailedEveryCommitFails() throws Exception {
    disk.failForces();
    assertThatThrownBy(() -> commit(1).get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(SqlException.class);
    disk.openGate();
    assertThatThrownBy(() -> commit(2).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the log can no longer be written");
    assertThat(log.read(Lsn.ZERO).next()).isEmpty();
  }

  @Test
  void afterAForceThatRanOutOfMemoryEveryCommitFails() throws Exception {
    disk.exhaustMemoryInForces();
    assertThatThrownBy(() -> commit(1).get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    disk.openGate();
    assertThatThrownBy(() -> commit(2).get(10, TimeUnit.SECONDS))
        .hasMessageContaining("the log can no longer be written");
    assertThat(log.read(Lsn.ZERO).next()).isEmpty();
  }

  @Test
  void whoDoesNotWaitIsServedByTheBackgroundFlush() throws Exception {
    Lsn position = log.append(new LogRecord(1, 1, new byte[8]));
    assertThat(log.durableEnd()).isLessThanOrEqualTo(position);
    try (LogReader reader = log.read(Lsn.ZERO);
        BackgroundFlush flush = BackgroundFlush.start(log, BackgroundFlush.INTERVAL)) {
      assertThat(reader.await(BackgroundFlush.INTERVAL.multipliedBy(50))).isPresent();
      assertThat(flush).isNotNull();
    }
  }
}
