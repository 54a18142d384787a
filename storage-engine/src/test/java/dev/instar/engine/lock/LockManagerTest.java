package dev.instar.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the scripts cannot ask a server. */
class LockManagerTest {
  private static final LockTag TABLE = new LockTag.Relation(5, 16_384 + 't');

  @Test
  void aCancelledStatementLeavesTheQueueAndThoseBehindGoOn() {
    try (EngineSessions sessions = new EngineSessions(3)) {
      TreeSet<Integer> waiting = new TreeSet<>();
      LockScript.step(sessions, 1, "lock table t in access share mode", waiting);
      LockScript.step(sessions, 2, "lock table t in access exclusive mode", waiting);
      LockScript.step(sessions, 3, "lock table t in access share mode", waiting);
      sessions.session(2).interruption =
          new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
      sessions.locks.interrupt(sessions.session(2).owner());
      sessions.settle();
      sessions.settle();
      assertThat(sessions.outcome(2)).contains("57014 canceling statement due to user request");
      assertThat(sessions.outcome(3)).contains("ok");
    }
  }

  @Test
  void whoeverIsInTheWayIsToldAfterTheDeadlockTimeout() {
    try (EngineSessions sessions = new EngineSessions(3)) {
      TreeSet<Integer> waiting = new TreeSet<>();
      LockScript.step(sessions, 1, "lock table t in share update exclusive mode", waiting);
      LockScript.step(sessions, 2, "lock table t in access share mode", waiting);
      LockScript.step(sessions, 3, "set deadlock_timeout = 50", waiting);
      assertThat(sessions.session(1).waitedFor).isFalse();
      LockScript.step(sessions, 3, "lock table t in share mode", waiting);
      assertThat(sessions.session(1).waitedFor).isTrue();
      assertThat(sessions.session(2).waitedFor).isFalse();
    }
  }

  @Test
  void everyLockAndEveryWaitIsShown() {
    try (EngineSessions sessions = new EngineSessions(2)) {
      TreeSet<Integer> waiting = new TreeSet<>();
      LockScript.step(sessions, 1, "lock table t in share mode", waiting);
      LockScript.step(sessions, 1, "lock table t in row exclusive mode", waiting);
      LockScript.step(sessions, 2, "lock table t in row exclusive mode", waiting);
      assertThat(sessions.locks.locks())
          .containsExactlyInAnyOrder(
              view(new LockTag.VirtualTransaction(1, 1), 1, LockMode.EXCLUSIVE),
              view(TABLE, 1, LockMode.SHARE),
              view(TABLE, 1, LockMode.ROW_EXCLUSIVE),
              view(new LockTag.VirtualTransaction(2, 2), 2, LockMode.EXCLUSIVE),
              new LockView(
                  TABLE,
                  Optional.of("2/2"),
                  2,
                  LockMode.ROW_EXCLUSIVE,
                  false,
                  Optional.of(Instant.EPOCH.plusMillis(200))));
      assertThat(sessions.locks.blockingPids(1)).isEmpty();
      assertThat(
              sessions.locks.holdersInTheWay(
                  sessions.session(2).owner(), TABLE, LockMode.ROW_EXCLUSIVE))
          .isEqualTo(List.of(new LockTag.VirtualTransaction(1, 1)));
    }
  }

  /** PostgreSQL's waiters go over to the whole transaction when a part of it is released. */
  @Test
  void rowsOfAReleasedPartAreLetGoWithThePartAroundIt() {
    try (EngineSessions sessions = new EngineSessions(2)) {
      TreeSet<Integer> waiting = new TreeSet<>();
      LockScript.step(sessions, 1, "savepoint a", waiting);
      LockScript.step(sessions, 1, "savepoint b", waiting);
      LockScript.step(sessions, 1, "select from r where id = 1 for update", waiting);
      LockScript.step(sessions, 1, "release b", waiting);
      assertThat(LockScript.step(sessions, 2, "select from r where id = 1 for share", waiting))
          .isEqualTo("waits for 1");
      assertThat(LockScript.step(sessions, 1, "rollback to a", waiting))
          .isEqualTo("ok, then 2: ok 1");
    }
  }

  private static LockView view(LockTag tag, int session, LockMode mode) {
    return new LockView(
        tag, Optional.of(session + "/" + session), session, mode, true, Optional.empty());
  }
}
