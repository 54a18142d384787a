package dev.instar.migrator.journal;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.exception.DataAccessException;

/**
 * Makes a runner the only writer of a migration (I10), in this order:
 *
 * <ol>
 *   <li>Nobody else holds the lease: there is none, or its heartbeat has stood still for the
 *       expiry, by the server's clock, or it was a process of this machine that is gone.
 *   <li>The last runner's backends are told to end, so that the transaction of a client that is
 *       half dead does not hold us up for ever.
 *   <li>The epoch row is locked FOR UPDATE. This waits for every data transaction that has passed
 *       {@link EpochGuard}: what manages to commit before us is counted, nothing commits after us.
 *   <li>The epoch counts up, and the lease is ours.
 * </ol>
 */
public final class Takeover {
  /** How often the lease is looked at while it may still prove to be alive. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** How long backends that were told to end get: a rollback is quick, a fsync may not be. */
  private static final Duration ENDING = Duration.ofSeconds(60);

  private final Sessions sessions;
  private final Ticker ticker;
  private final Duration expiry;

  /**
   * @param sessions of the target, without a label
   * @param expiry how long a lease lasts without a heartbeat
   */
  public Takeover(Sessions sessions, Ticker ticker, Duration expiry) {
    this.sessions = sessions;
    this.ticker = ticker;
    this.expiry = expiry;
  }

  /** The label of the sessions of one epoch, by which {@link OldBackends} knows them. */
  public static String label(long migration, long epoch) {
    return migration + "." + epoch;
  }

  /**
   * Takes the lease.
   *
   * @param last the epoch this runner wrote under before it lost its connection; empty for a new
   *     runner
   * @return the epoch to write under
   * @throws MigrationException with RUNNER_ACTIVE if another runner is alive, LEASE_LOST if another
   *     one has taken over since {@code last}, OUTCOME_UNKNOWN if the last runner's transaction
   *     does not end
   */
  public long take(long migration, Holder me, OptionalLong last) throws InterruptedException {
    try (Connection connection = sessions.open("takeover")) {
      connection.setAutoCommit(false);
      while (true) {
        long epoch = awaitFree(connection, migration, me, last);
        Optional<Long> mine = begin(connection, migration, me, epoch);
        if (mine.isPresent()) {
          return mine.get();
        }
      }
    } catch (SQLException e) {
      throw lost(e);
    } catch (DataAccessException e) {
      throw lost(e);
    }
  }

  /** Returns the last epoch once its runner is known to be gone. */
  private long awaitFree(Connection connection, long migration, Holder me, OptionalLong last)
      throws SQLException, InterruptedException {
    LeaseTable table = Journal.on(connection).lease();
    Optional<LeaseRow> first = Optional.empty();
    while (true) {
      long epoch = table.epoch(migration);
      Optional<LeaseRow> lease = table.read(migration);
      connection.commit();
      boolean mine = lease.isPresent() && lease.get().holder().equals(me.id());
      if (last.isPresent() && last.getAsLong() != epoch && !mine) {
        throw EpochGuard.leaseLost(migration);
      }
      if (mine
          || lease.isEmpty()
          || lease.get().age().compareTo(expiry) >= 0
          || me.knowsToBeGone(lease.get())) {
        return epoch;
      }
      // A lease that looks fresh may be a dead runner's: only a heartbeat proves that it lives.
      if (first.isPresent() && !sameBeat(first.get(), lease.get())) {
        throw active(migration, lease.get());
      }
      first = lease;
      ticker.sleep(LOOK);
    }
  }

  private static boolean sameBeat(LeaseRow a, LeaseRow b) {
    return a.heartbeatAt().equals(b.heartbeatAt()) && a.epoch() == b.epoch();
  }

  /** The new epoch; empty if another runner was quicker. */
  private Optional<Long> begin(Connection connection, long migration, Holder me, long epoch)
      throws SQLException, InterruptedException {
    long deadline = ticker.nanos() + ENDING.toNanos();
    OldBackends old = new OldBackends(connection, migration, epoch);
    while (true) {
      old.terminate();
      try {
        LeaseTable table = Journal.on(connection).lease();
        old.boundWaiting();
        if (table.lockEpoch(migration) != epoch) {
          connection.rollback();
          return Optional.empty();
        }
        table.begin(migration, me, epoch + 1);
        Journal.on(connection)
            .events()
            .add(
                migration,
                "lease",
                "epoch %d: %s, process %d".formatted(epoch + 1, me.host(), me.pid()));
        connection.commit();
        // What needs no transaction of ours, such as CREATE INDEX CONCURRENTLY, the epoch row does
        // not wait for.
        old.awaitGone(ticker, deadline);
        return Optional.of(epoch + 1);
      } catch (DataAccessException e) {
        connection.rollback();
        if (!SqlStates.of(e).equals(SqlStates.LOCK_NOT_AVAILABLE)) {
          throw e;
        }
        if (ticker.nanos() - deadline > 0) {
          throw old.unknown();
        }
      }
    }
  }

  private static MigrationException active(long migration, LeaseRow lease) {
    return new MigrationException(
        ErrorCode.RUNNER_ACTIVE,
        "migration %d is being run on %s by process %d, since %s"
            .formatted(migration, lease.host(), lease.pid(), lease.since()),
        "Watch it with 'instar status', or stop it there first.");
  }

  private static MigrationException lost(Exception e) {
    return new MigrationException(
        SqlStates.connectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.INTERNAL,
        "cannot take the lease: " + e.getMessage(),
        "Run the command again.",
        e);
  }
}
