package dev.instar.migrator.throttle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A bound on one signal, as {@link LoadLimits#parse} reads it. Overload is a reading above it. */
public sealed interface LoadLimit {
  /** The signal's name in settings and messages. */
  String signal();

  /** The bound in the unit the signal reads in: seconds, bytes, or a plain count. */
  double bound();

  /** The bound for readers. */
  String text();

  /** {@code active_sessions=20}: sessions other than Instar's that are at work. */
  record ActiveSessions(int sessions) implements LoadLimit {
    @Override
    public String signal() {
      return "active_sessions";
    }

    @Override
    public double bound() {
      return sessions;
    }

    @Override
    public String text() {
      return Integer.toString(sessions);
    }
  }

  /**
   * {@code replica_lag=5s} for the standby that is furthest behind, {@code replica_lag:east=5s} for
   * the one with that application_name, which then must be there.
   */
  record ReplicaLag(Optional<String> standby, Duration lag) implements LoadLimit {
    @Override
    public String signal() {
      return "replica_lag" + standby.map(name -> ":" + name).orElse("");
    }

    @Override
    public double bound() {
      return lag.toMillis() / 1_000.0;
    }

    @Override
    public String text() {
      return Quantities.text(lag);
    }
  }

  /** {@code retained_wal=2GB}: the log that our slot keeps the server from removing. */
  record RetainedWal(long bytes) implements LoadLimit {
    @Override
    public String signal() {
      return "retained_wal";
    }

    @Override
    public double bound() {
      return bytes;
    }

    @Override
    public String text() {
      return Quantities.text(bytes);
    }
  }

  /**
   * {@code snapshot_age=10m}: the oldest transaction of others that holds back the vacuum horizon.
   */
  record SnapshotAge(Duration age) implements LoadLimit {
    @Override
    public String signal() {
      return "snapshot_age";
    }

    @Override
    public double bound() {
      return age.toMillis() / 1_000.0;
    }

    @Override
    public String text() {
      return Quantities.text(age);
    }
  }

  /** {@code query=SELECT …>10}: a query of the user's that returns one number. */
  record Query(String sql, double above) implements LoadLimit {
    @Override
    public String signal() {
      return "query";
    }

    @Override
    public double bound() {
      return above;
    }

    @Override
    public String text() {
      return Double.toString(above);
    }
  }

  /** {@code file=/path}: a file that must not exist on the machine that runs Instar. */
  record FlagFile(Path path) implements LoadLimit {
    @Override
    public String signal() {
      return "file";
    }

    @Override
    public double bound() {
      return 0;
    }

    @Override
    public String text() {
      return path.toString();
    }
  }
}
