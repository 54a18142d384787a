package dev.instar.engine.statement;

import dev.instar.engine.changelog.CommitDetails;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.wal.Lsn;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The log as a changelog: slots, who reads them, and the functions about it. Thread-safe. */
public interface Changelog {
  /** No slots, for engines without any. */
  Changelog NONE =
      new Changelog() {
        @Override
        public List<Slot> slots() {
          return List.of();
        }

        @Override
        public List<Sender> senders() {
          return List.of();
        }

        @Override
        public List<Origin> origins() {
          return List.of();
        }

        @Override
        public byte[] commitDetails(int processId) {
          return CommitDetails.now(0).encode();
        }

        @Override
        public void sessionFailed(int processId) {}

        @Override
        public void sessionEnded(int processId) {}

        @Override
        public void databaseDropped(int database) {}

        @Override
        public boolean hasFunction(String function) {
          return false;
        }

        @Override
        public Object call(String function, Object[] arguments, StatementContext context) {
          throw SqlException.unsupported(function);
        }
      };

  /**
   * A row of {@code pg_replication_slots}; all are logical ones, with plugin {@code pgoutput}.
   *
   * @param database its OID
   * @param activePid who reads it
   * @param catalogXmin which versions of catalog rows it needs: {@code catalog_xmin}
   */
  record Slot(
      String name,
      String plugin,
      int database,
      boolean temporary,
      Optional<Integer> activePid,
      long catalogXmin,
      Lsn restart,
      Lsn confirmed,
      Optional<Instant> inactiveSince) {
    /** {@code wal_status}: it has all the log it needs, because it holds it back. */
    public String walStatus() {
      return "reserved";
    }
  }

  /**
   * A row of {@code pg_stat_replication}: a reader of a slot.
   *
   * @param state {@code catchup} or {@code streaming}
   * @param sent up to where the log was sent; {@code written}, {@code flushed}, {@code applied}:
   *     what the reader says about itself
   */
  record Sender(
      int processId,
      int role,
      String roleName,
      String applicationName,
      Optional<InetSocketAddress> client,
      Instant backendStart,
      String state,
      Lsn sent,
      Lsn written,
      Lsn flushed,
      Lsn applied,
      Optional<Instant> replyTime) {}

  /** A row of {@code pg_replication_origin}. */
  record Origin(int number, String name) {}

  /** All slots, by name. */
  List<Slot> slots();

  List<Sender> senders();

  List<Origin> origins();

  /**
   * What a commit of this session at this moment says about itself in the log: {@link
   * dev.instar.engine.store.TransactionEnd#details}.
   */
  byte[] commitDetails(int processId);

  /** A statement of a session has failed: its temporary slots go. */
  void sessionFailed(int processId);

  /** A session has ended: its temporary slots go. */
  void sessionEnded(int processId);

  /** A database is gone, and with it its slots, which nobody reads. */
  void databaseDropped(int database);

  /** Whether {@link #call} knows a function, by its name in the table of functions. */
  boolean hasFunction(String function);

  /**
   * Calls {@code pg_create_logical_replication_slot}, {@code pg_current_wal_lsn} and the like.
   *
   * @throws SqlException as PostgreSQL does
   */
  Object call(String function, Object[] arguments, StatementContext context);
}
