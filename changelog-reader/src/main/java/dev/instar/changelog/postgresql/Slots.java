package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Logical replication slots with plugin pgoutput. Works on ordinary connections in autocommit mode;
 * stateless.
 */
public final class Slots {
  private static final String DUPLICATE_OBJECT = "42710";
  private static final String QUERY_CANCELED = "57014";
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String OBJECT_IN_USE = "55006";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  static final String LOG_END =
      "CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
          + " ELSE pg_current_wal_flush_lsn() END";

  /** max_replication_slots is rarely more than some dozens; a sender ends within milliseconds. */
  private static final Duration RELEASE_POLL = Duration.ofMillis(10);

  private Slots() {}

  /**
   * Creates a persistent slot in the connection's database. The publication that will be read
   * through it must have been committed before: decoding sees the catalog of its time.
   *
   * @param timeout how long to wait for the write transactions that are open in the whole cluster
   * @throws ChangeStreamException (UNAVAILABLE) if the publication does not exist or the server
   *     cannot have a slot as it is configured or permitted
   */
  public static SlotCreation create(
      Connection connection, String slot, String publication, Duration timeout)
      throws SQLException {
    requirePublication(connection, publication);
    try {
      return new SlotCreation.Created(createWithin(connection, slot, timeout));
    } catch (SQLException e) {
      return switch (e.getSQLState()) {
        case QUERY_CANCELED -> new SlotCreation.TimedOut(openTransactions(connection));
        case DUPLICATE_OBJECT ->
            new SlotCreation.Exists(read(connection, slot).orElseThrow(() -> e));
        case null -> throw e;
        default ->
            throw new ChangeStreamException(
                Reason.UNAVAILABLE, "cannot create replication slot " + slot + ": " + e, e);
      };
    }
  }

  private static Lsn createWithin(Connection connection, String slot, Duration timeout)
      throws SQLException {
    String before = setting(connection, "statement_timeout");
    try (PreparedStatement create =
        connection.prepareStatement(
            "SELECT lsn::text FROM pg_create_logical_replication_slot(?, 'pgoutput')")) {
      set(connection, "statement_timeout", Long.toString(Math.max(1, timeout.toMillis())));
      create.setString(1, slot);
      try (ResultSet result = create.executeQuery()) {
        result.next();
        return Lsn.parse(result.getString(1));
      }
    } finally {
      set(connection, "statement_timeout", before);
    }
  }

  /** The slot's state, or empty if there is none of that name. */
  public static Optional<SlotState> read(Connection connection, String slot) throws SQLException {
    String sql =
        "SELECT slot_name, plugin, database, confirmed_flush_lsn::text, restart_lsn::text,"
            + " wal_status, safe_wal_size, active_pid,"
            + " COALESCE(pg_wal_lsn_diff("
            + LOG_END
            + ", restart_lsn), 0)::bigint, "
            + invalidation(connection.getMetaData().getDatabaseMajorVersion())
            + " FROM pg_replication_slots WHERE slot_name = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, slot);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(state(row)) : Optional.empty();
      }
    }
  }

  private static String invalidation(int version) {
    if (version >= 17) {
      return "invalidation_reason";
    }
    return version == 16
        ? "CASE WHEN conflicting THEN 'conflict with recovery' END"
        : "CAST(NULL AS text)";
  }

  private static SlotState state(ResultSet row) throws SQLException {
    String confirmed = row.getString(4);
    String status = row.getString(6);
    long safe = row.getLong(7);
    OptionalLong safeBytes = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(safe);
    int pid = row.getInt(8);
    OptionalInt active = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(pid);
    return new SlotState(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        confirmed == null ? Lsn.ZERO : Lsn.parse(confirmed),
        Optional.ofNullable(row.getString(5)).map(Lsn::parse),
        status == null
            ? SlotState.WalStatus.LOST
            : SlotState.WalStatus.valueOf(status.toUpperCase(Locale.ROOT)),
        safeBytes,
        Optional.ofNullable(row.getString(10)),
        active,
        row.getLong(9));
  }

  /**
   * Ends whoever reads the slot, a sender that an earlier run of ours left behind, and waits until
   * the slot is free.
   *
   * @throws ChangeStreamException (SLOT_BUSY) if it is not free in time
   */
  public static void release(Connection connection, String slot, Duration timeout)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      OptionalInt active =
          read(connection, slot).map(SlotState::activePid).orElse(OptionalInt.empty());
      if (active.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new ChangeStreamException(
            Reason.SLOT_BUSY,
            "process " + active.getAsInt() + " does not let go of replication slot " + slot);
      }
      try (PreparedStatement end = connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
        end.setInt(1, active.getAsInt());
        end.execute();
      } catch (SQLException e) {
        // A process that is about to be gone is nobody's any more, and nobody may end it.
        if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
          throw e;
        }
      }
      Thread.sleep(RELEASE_POLL);
    }
  }

  /**
   * Drops a slot of ours, after {@link #release}.
   *
   * @return whether there was one
   */
  public static boolean drop(Connection connection, String slot, Duration timeout)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      release(connection, slot, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      try (PreparedStatement drop =
          connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
        drop.setString(1, slot);
        drop.execute();
        return true;
      } catch (SQLException e) {
        if (UNDEFINED_OBJECT.equals(e.getSQLState())) {
          return false;
        }
        if (!OBJECT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  /** The write transactions that are open in any database, prepared ones included. */
  public static List<OpenTransaction> openTransactions(Connection connection) throws SQLException {
    String sql =
        """
        SELECT backend_xid::text, datname, usename,
               'session ' || pid || ' (' || COALESCE(application_name, '') || ')',
               EXTRACT(epoch FROM now() - xact_start)::bigint
          FROM pg_stat_activity
         WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()
        UNION ALL
        SELECT transaction::text, database, owner, 'prepared transaction ' || gid,
               EXTRACT(epoch FROM now() - prepared)::bigint
          FROM pg_prepared_xacts
         ORDER BY 5 DESC NULLS LAST
        """;
    List<OpenTransaction> open = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        long age = row.getLong(5);
        Optional<Long> seconds = row.wasNull() ? Optional.empty() : Optional.of(age);
        open.add(
            new OpenTransaction(
                row.getString(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                row.getString(4),
                seconds));
      }
    }
    return open;
  }

  static void requirePublication(Connection connection, String publication) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
      statement.setString(1, publication);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new ChangeStreamException(
              Reason.UNAVAILABLE, "publication " + publication + " does not exist");
        }
      }
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
      statement.setString(1, name);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config(?, ?, false)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      statement.execute();
    }
  }
}
