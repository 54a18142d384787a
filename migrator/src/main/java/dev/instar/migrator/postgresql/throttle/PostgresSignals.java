package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.throttle.FlagFileSignal;
import dev.instar.migrator.throttle.LoadLimit;
import dev.instar.migrator.throttle.Signal;
import dev.instar.migrator.throttle.SignalSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The signals of one PostgreSQL server, all read over one session. Thread-safe. */
public final class PostgresSignals implements SignalSource, AutoCloseable {
  /** What to say where sessions or standbys are hidden. */
  static final String ADVICE = "run as a superuser, or GRANT pg_monitor to this role";

  private final MonitorSession session;
  private final Supplier<Optional<String>> slot;

  /**
   * @param sessions opens the session, on the primary
   * @param slot the name of our replication slot, once there is one
   */
  public PostgresSignals(Sessions sessions, Supplier<Optional<String>> slot) {
    this.session = new MonitorSession(sessions);
    this.slot = slot;
  }

  @Override
  public Signal signal(LoadLimit limit) {
    return switch (limit) {
      case LoadLimit.ActiveSessions sessions -> activeSessions();
      case LoadLimit.ReplicaLag lag -> new ReplicaLagSignal(session, lag.standby());
      case LoadLimit.RetainedWal wal -> new RetainedWalSignal(session, slot);
      case LoadLimit.SnapshotAge age -> new SnapshotAgeSignal(session);
      case LoadLimit.Query query -> new QuerySignal(session, query.sql());
      case LoadLimit.FlagFile file -> new FlagFileSignal(file.path());
    };
  }

  @Override
  public Signal activeSessions() {
    return new ActiveSessionsSignal(session);
  }

  @Override
  public void close() {
    session.close();
  }
}
