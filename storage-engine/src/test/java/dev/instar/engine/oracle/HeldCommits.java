package dev.instar.engine.oracle;

import dev.instar.engine.txn.CommitGate;
import java.sql.SQLException;
import java.util.Map;

/**
 * Commits that are in a server's log and in its changelog, and that nobody sees yet, for as long as
 * a test likes; but for those with {@code synchronous_commit = local}. On PostgreSQL they wait for
 * a synchronous standby that stands still, in the bundled engine at a gate in its place. Used by
 * one thread.
 */
public sealed interface HeldCommits extends AutoCloseable {
  /** Connections to the server break. */
  static HeldCommits on(PostgresServer server) throws SQLException, InterruptedException {
    CommitGate gate = server.commitGate().orElse(null);
    if (gate != null) {
      return new AtGate(gate);
    }
    PostgresServer standby = server.startStandby("second", Map.of());
    server.synchronousStandby("second");
    return new ByStandby(server, standby);
  }

  /** From here commits are held. */
  void begin();

  /** Waits until that many are. */
  void await(int count) throws SQLException, InterruptedException;

  /** Lets them go. */
  void end();

  @Override
  void close();

  /** In the bundled engine. */
  record AtGate(CommitGate gate) implements HeldCommits {
    @Override
    public void begin() {
      gate.close();
    }

    @Override
    public void await(int count) throws InterruptedException {
      gate.awaitHeld(count);
    }

    @Override
    public void end() {
      gate.open();
    }

    @Override
    public void close() {
      gate.open();
    }
  }

  /** On a real server. */
  record ByStandby(PostgresServer primary, PostgresServer standby) implements HeldCommits {
    @Override
    public void begin() {
      standby.freeze();
    }

    @Override
    public void await(int count) throws SQLException, InterruptedException {
      primary.await(
          "SELECT count(*) = " + count + " FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
    }

    @Override
    public void end() {
      standby.thaw();
    }

    @Override
    public void close() {
      standby.close();
    }
  }
}
