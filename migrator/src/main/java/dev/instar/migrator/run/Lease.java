package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Control;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.ControlFlags;
import dev.instar.migrator.journal.EpochGuard;
import dev.instar.migrator.journal.Holder;
import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.Takeover;
import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jooq.exception.DataAccessException;

/**
 * The right to run one migration, kept by a thread of its own on a connection of its own: it renews
 * the lease and reads what other terminals ask. A lease that could not be renewed for its expiry
 * counts as lost, whatever the server may think: {@link #check} then lets nothing go on.
 * Thread-safe.
 */
final class Lease implements Control, AutoCloseable {
  private static final Executor DIRECT = Runnable::run;

  private final long migration;
  private final long epoch;
  private final Holder holder;
  private final Sessions sessions;
  private final RunTiming timing;
  private final Ticker ticker;
  private final Thread keeper;

  private volatile ControlFlags flags = ControlFlags.NONE;
  private volatile long renewedNanos;
  private volatile boolean taken;
  private volatile boolean undoing;
  private volatile boolean closing;

  private Lease(
      Sessions sessions,
      long migration,
      long epoch,
      Holder holder,
      RunTiming timing,
      Ticker ticker,
      long begunNanos) {
    this.migration = migration;
    this.epoch = epoch;
    this.holder = holder;
    this.sessions = sessions.labelled(Takeover.label(migration, epoch));
    this.timing = timing;
    this.ticker = ticker;
    this.renewedNanos = begunNanos;
    this.keeper = Thread.ofPlatform().daemon().name("lease " + migration).unstarted(this::keep);
  }

  /**
   * Takes the lease and keeps it until closed.
   *
   * @param last the epoch under which this runner held it before; empty for the first time
   * @throws MigrationException as {@link Takeover#take} does
   */
  static Lease take(
      Sessions sessions,
      long migration,
      Holder holder,
      OptionalLong last,
      RunTiming timing,
      Ticker ticker)
      throws InterruptedException {
    long epoch = new Takeover(sessions, ticker, timing.expiry()).take(migration, holder, last);
    Lease lease = new Lease(sessions, migration, epoch, holder, timing, ticker, ticker.nanos());
    try (Connection connection = lease.sessions.open("lease")) {
      lease.flags = Journal.on(connection).control().read(migration);
    } catch (SQLException e) {
      throw new MigrationException(
          ErrorCode.CONNECTION_LOST, "lost the connection: " + e.getMessage(), "", e);
    }
    lease.keeper.start();
    return lease;
  }

  long epoch() {
    return epoch;
  }

  /** Sessions that a takeover knows to be this runner's. */
  Sessions sessions() {
    return sessions;
  }

  /** What other terminals ask, as last read. */
  ControlFlags flags() {
    return flags;
  }

  /** From now on an abort is under way: being asked for one is no reason to stop. */
  void undoing() {
    undoing = true;
  }

  @Override
  public boolean cutOverRequested() {
    return flags.cutOver();
  }

  @Override
  public void check() {
    if (taken) {
      throw EpochGuard.leaseLost(migration);
    }
    if (ticker.nanos() - renewedNanos > timing.expiry().toNanos()) {
      throw new MigrationException(
          ErrorCode.LEASE_LOST,
          "the lease of migration %d could not be renewed for %d s; another runner may hold it"
              .formatted(migration, timing.expiry().toSeconds()),
          "See who runs it with 'instar status'; go on with 'instar resume'.");
    }
    if (flags.abort() && !undoing) {
      throw new MigrationException(
          ErrorCode.ABORTED, "migration " + migration + " is to be aborted", "");
    }
  }

  private void keep() {
    while (!closing && !taken) {
      try (Connection connection = sessions.open("lease")) {
        // A server that does not answer must not keep us from noticing that the lease runs out.
        connection.setNetworkTimeout(
            DIRECT, Math.toIntExact(timing.expiry().dividedBy(2).toMillis()));
        keep(connection);
      } catch (SQLException | DataAccessException | MigrationException e) {
        // The lease runs out by itself if this goes on; check() tells those who ask.
        pause();
      }
    }
  }

  private void keep(Connection connection) {
    Journal journal = Journal.on(connection);
    long nextBeat = ticker.nanos();
    while (!closing) {
      long now = ticker.nanos();
      if (now - nextBeat >= 0) {
        // Counted from before the request: the server's clock may have run on while it was
        // answered.
        if (!journal.lease().renew(migration, holder, epoch)) {
          taken = true;
          return;
        }
        renewedNanos = now;
        nextBeat = now + timing.heartbeat().toNanos();
      }
      flags = journal.control().read(migration);
      pause();
    }
    journal.lease().release(migration, holder, epoch);
  }

  private void pause() {
    try {
      ticker.sleep(timing.look());
    } catch (InterruptedException e) {
      // Only close() interrupts, and the loops look at what it has set.
      closing = true;
    }
  }

  /** Lets go of the lease, as far as the server can be reached; it runs out otherwise. */
  @Override
  public void close() {
    closing = true;
    keeper.interrupt();
    boolean interrupted = false;
    while (keeper.isAlive()) {
      try {
        keeper.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
