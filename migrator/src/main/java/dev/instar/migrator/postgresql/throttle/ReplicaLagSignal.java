package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.throttle.Reading;
import dev.instar.migrator.throttle.Signal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * How many seconds the slowest streaming standby, or a named one, is behind in replaying.
 *
 * <p>The server's {@code replay_lag} is what the last replayed record took; it stands still while
 * replay does. So the age of the oldest sampled log position that the standby has not replayed
 * counts as well, and a standby that has replayed everything is not behind, whatever its last lag
 * was. Logical consumers are not standbys.
 */
final class ReplicaLagSignal implements Signal {
  private static final String SQL =
      """
      SELECT r.application_name,
             pg_catalog.pg_wal_lsn_diff(r.replay_lsn, '0/0'),
             pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0'),
             EXTRACT(epoch FROM r.replay_lag),
             EXTRACT(epoch FROM pg_catalog.clock_timestamp())
      FROM pg_catalog.pg_stat_replication r
      WHERE NOT EXISTS (
              SELECT FROM pg_catalog.pg_replication_slots s
              WHERE s.active_pid = r.pid AND s.slot_type = 'logical')
        AND (r.state IS NULL OR r.state <> 'backup')
      """;

  private static final String NOW_SQL =
      """
      SELECT pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0'),
             EXTRACT(epoch FROM pg_catalog.clock_timestamp())
      """;

  /** Older samples than an hour's worth, at one a second, say nothing more about being behind. */
  private static final int MAX_SAMPLES = 3_600;

  private record Position(double bytes, double second) {}

  private final MonitorSession session;
  private final Optional<String> standby;

  /** The end of the log at each reading. Touched by the reading thread only. */
  private final Deque<Position> ends = new ArrayDeque<>();

  ReplicaLagSignal(MonitorSession session, Optional<String> standby) {
    this.session = session;
    this.standby = standby;
  }

  @Override
  public String name() {
    return "replica_lag" + standby.map(name -> ":" + name).orElse("");
  }

  @Override
  public Reading read() {
    Reading remembered =
        session.query(
            NOW_SQL,
            rows -> {
              rows.next();
              remember(new Position(rows.getDouble(1), rows.getDouble(2)));
              return new Reading.Measured(0, "");
            });
    return remembered instanceof Reading.Unreadable ? remembered : session.query(SQL, this::worst);
  }

  private void remember(Position end) {
    if (ends.isEmpty() || end.bytes > ends.getLast().bytes) {
      ends.addLast(end);
    }
    if (ends.size() > MAX_SAMPLES) {
      ends.removeFirst();
    }
  }

  private Reading worst(ResultSet rows) throws SQLException {
    double worst = 0;
    String name = null;
    double slowest = Double.MAX_VALUE;
    while (rows.next()) {
      if (standby.isPresent() && !standby.get().equals(rows.getString(1))) {
        continue;
      }
      double replayed = rows.getDouble(2);
      if (rows.wasNull()) {
        return new Reading.Unreadable(
            "standby "
                + rows.getString(1)
                + " does not show its position; "
                + PostgresSignals.ADVICE);
      }
      slowest = Math.min(slowest, replayed);
      double reported = rows.getDouble(4);
      double lag =
          replayed >= rows.getDouble(3)
              ? 0
              : Math.max(reported, behind(replayed, rows.getDouble(5)));
      if (name == null || lag > worst) {
        worst = lag;
        name = rows.getString(1);
      }
    }
    if (standby.isPresent() && name == null) {
      return new Reading.Unreadable("there is no standby " + standby.get() + " connected");
    }
    forget(slowest);
    return new Reading.Measured(
        worst, String.format(Locale.ROOT, "%.1f s", worst) + (name == null ? "" : " on " + name));
  }

  /** For how long there has been something that the standby has not replayed. */
  private double behind(double replayed, double now) {
    for (Position end : ends) {
      if (end.bytes > replayed) {
        return Math.max(0, now - end.second);
      }
    }
    return 0;
  }

  private void forget(double replayed) {
    while (!ends.isEmpty() && ends.getFirst().bytes <= replayed) {
      ends.removeFirst();
    }
  }
}
