package dev.instar.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.txn.CommitLog;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.txn.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions on this room, under a clock that goes on by a tenth of a second after each statement.
 */
final class EngineSessions implements LockSessions {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(20);

  final LockManager locks;
  private final ManualTime time = new ManualTime();
  private final List<EngineSession> sessions = new ArrayList<>();

  EngineSessions(int count) {
    locks = new LockManager(time);
    RowLocks rows = new RowLocks(locks);
    Transactions transactions =
        new Transactions(locks, rows, new CommitLog(TransactionIds.FIRST), TransactionIds.FIRST);
    for (int pid = 1; pid <= count; pid++) {
      sessions.add(new EngineSession(pid, locks, rows, transactions));
    }
  }

  EngineSession session(int number) {
    return sessions.get(number - 1);
  }

  @Override
  public void submit(int session, String statement) {
    session(session).submit(statement);
  }

  @Override
  public void settle() {
    awaitQuiet();
    List<String> before;
    do {
      // Who goes on from one wait to the next looks for deadlocks once more.
      before = waits();
      time.advance(STEP);
      awaitQuiet();
    } while (!waits().equals(before));
  }

  private List<String> waits() {
    return locks.locks().stream()
        .filter(lock -> !lock.granted())
        .map(lock -> lock.pid() + " " + lock.tag() + " " + lock.mode())
        .sorted()
        .toList();
  }

  private void awaitQuiet() {
    long end = System.nanoTime() + HANG_NANOS;
    while (!sessions.stream().allMatch(this::isQuiet)) {
      assertThat(System.nanoTime()).as("sessions come to rest").isLessThan(end);
      LockSupport.parkNanos(50_000);
    }
  }

  private boolean isQuiet(EngineSession session) {
    if (session.isIdle()) {
      return true;
    }
    if (session.interruption != null) {
      return false;
    }
    boolean waits =
        locks.locks().stream().anyMatch(lock -> lock.pid() == session.pid() && !lock.granted());
    return waits && !time.isDue(session.thread());
  }

  @Override
  public Optional<String> outcome(int session) {
    return session(session).outcome();
  }

  @Override
  public List<Integer> blockers(int session) {
    return locks.blockingPids(session).stream().sorted().toList();
  }

  @Override
  public void close() {
    sessions.forEach(EngineSession::close);
    assertThat(locks.locks()).as("locks that nobody let go").isEmpty();
  }
}
