package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.Holder;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.JournalSchema;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.postgresql.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final AtomicLong skippedNanos = new AtomicLong();
  private final Ticker ticker =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime() + skippedNanos.get();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(duration);
        }
      };

  private TestDatabase database;
  private long migration;

  @BeforeEach
  void prepare() throws SQLException {
    database = TestDatabase.create();
    JournalSchema.ensure(database.sessions());
    try (Connection connection = database.sessions().open("test")) {
      migration = Journal.on(connection).migrations().create(TestPlans.plan("x"), "c");
    }
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void itIsRenewedWhileItIsHeldAndGoneWhenItIsClosed() throws Exception {
    try (Lease lease = take()) {
      String first = heartbeat();
      database.await("SELECT heartbeat_at > '" + first + "' FROM instar.lease");
      lease.check();
    }
    assertThat(database.value("SELECT count(*) FROM instar.lease")).isEqualTo("0");
  }

  @Test
  void whenItCannotBeRenewedItStopsWritingByItselfBeforeAnotherMayTakeIt() throws Exception {
    try (Lease lease = take();
        Connection blocker = database.connect()) {
      blocker.setAutoCommit(false);
      // The heartbeat hangs, as on a network that drops packets.
      TestDatabase.execute(blocker, "SELECT * FROM instar.lease FOR UPDATE");
      String last = heartbeat();
      lease.check();
      skippedNanos.addAndGet(RunFixture.TIMING.expiry().toNanos() + 1);
      assertCode(ErrorCode.LEASE_LOST, lease);
      assertThat(heartbeat()).isEqualTo(last);
      blocker.rollback();
      // The server is back, and nobody has taken over meanwhile.
      awaitChecked(lease);
    }
  }

  @Test
  void whenAnotherHasTakenItNothingGoesOn() throws Exception {
    try (Lease lease = take()) {
      database.execute("UPDATE instar.lease SET holder = gen_random_uuid(), epoch = 2");
      awaitLost(lease);
    }
    // The other's lease is not ours to release.
    assertThat(database.value("SELECT epoch FROM instar.lease")).isEqualTo("2");
  }

  @Test
  void anAbortIsHeardAndIsNoReasonToStopWhileItIsCarriedOut() throws Exception {
    try (Lease lease = take();
        Connection connection = database.sessions().open("test")) {
      Journal.on(connection).control().abort(migration, true);
      while (!lease.flags().abort()) {
        Thread.sleep(5);
      }
      assertCode(ErrorCode.ABORTED, lease);
      lease.undoing();
      lease.check();
    }
  }

  @Test
  void itOutlivesTheLossOfItsConnection() throws Exception {
    try (Lease lease = take()) {
      // Its thread has its connection, and has renewed the lease once.
      String first = heartbeat();
      database.await("SELECT heartbeat_at > '" + first + "' FROM instar.lease");
      assertThat(database.terminate("instar % lease")).isEqualTo(1);
      String last = heartbeat();
      database.await("SELECT heartbeat_at > '" + last + "' FROM instar.lease");
      lease.check();
    }
  }

  private Lease take() throws InterruptedException {
    return Lease.take(
        database.sessions(),
        migration,
        Holder.here(),
        OptionalLong.empty(),
        RunFixture.TIMING,
        ticker);
  }

  private String heartbeat() throws SQLException {
    return database.value("SELECT heartbeat_at FROM instar.lease");
  }

  private static void awaitChecked(Lease lease) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      try {
        lease.check();
        return;
      } catch (MigrationException e) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(5);
      }
    }
  }

  private static void awaitLost(Lease lease) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (true) {
      try {
        lease.check();
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(5);
      } catch (MigrationException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.LEASE_LOST);
        return;
      }
    }
  }

  private static void assertCode(ErrorCode code, Lease lease) {
    assertThatThrownBy(lease::check)
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
