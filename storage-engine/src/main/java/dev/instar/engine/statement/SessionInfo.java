package dev.instar.engine.statement;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as others see it: a row of {@code pg_stat_activity}.
 *
 * @param processId what clients know it by
 * @param role the OID of the role that logged in
 * @param client absent for a session of the engine's own
 * @param transactionStart absent outside a transaction
 * @param queryStart absent before the first statement
 * @param transaction the id of its transaction; 0 while it has none
 * @param xmin of its oldest snapshot; 0 while it holds none
 * @param waiting whether it waits for a lock
 * @param query the statement that runs, or the last one that ran
 */
public record SessionInfo(
    int processId,
    int database,
    String databaseName,
    int role,
    String roleName,
    String applicationName,
    Optional<InetSocketAddress> client,
    Instant backendStart,
    Optional<Instant> transactionStart,
    Optional<Instant> queryStart,
    Instant stateChange,
    State state,
    boolean waiting,
    long transaction,
    long xmin,
    String query,
    Kind kind) {

  /** What it does. */
  public enum State {
    ACTIVE("active"),
    IDLE("idle"),
    IDLE_IN_TRANSACTION("idle in transaction"),
    IDLE_IN_FAILED_TRANSACTION("idle in transaction (aborted)");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** As {@code pg_stat_activity.state} has it. */
    public String text() {
      return text;
    }
  }

  /** Who it works for. */
  public enum Kind {
    CLIENT("client backend"),
    REPLICATION("walsender"),
    AUTOVACUUM("autovacuum worker");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As {@code pg_stat_activity.backend_type} has it. */
    public String text() {
      return text;
    }
  }
}
