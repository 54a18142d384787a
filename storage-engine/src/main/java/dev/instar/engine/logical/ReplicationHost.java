package dev.instar.engine.logical;

import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.txn.Snapshot;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The session behind a replication connection, as far as its commands ask for it. Of the session's
 * thread.
 */
public interface ReplicationHost {
  EngineServices services();

  /** Its settings, and how it prints. */
  SessionFunctions functions();

  /** What it waits for locks as: statement_timeout and cancel requests end the waiting. */
  LockOwner lockOwner();

  int processId();

  /** The OID of its role. */
  int role();

  String roleName();

  /** The OID of its database; empty if the client asked for physical replication. */
  OptionalInt database();

  Optional<InetSocketAddress> client();

  Instant started();

  /** A command begins: it can be cancelled, and is seen in {@code pg_stat_activity}. */
  void begins(String text);

  /** Whether a transaction block is open. */
  boolean isInTransaction();

  /**
   * The open transaction reads with a snapshot from its first statement on: USE_SNAPSHOT.
   *
   * @throws dev.instar.engine.error.SqlException 25001 if it is too late, or its isolation level
   *     keeps no snapshot
   */
  void useSnapshot(Snapshot snapshot);

  /**
   * To be called by whatever takes long.
   *
   * @throws dev.instar.engine.error.SqlException 57014 if it was cancelled
   */
  void checkInterrupts();

  /** From now on runs something, in another thread, when {@link #checkInterrupts} has news. */
  void whenInterrupted(Runnable work);
}
