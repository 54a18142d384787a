package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.postgresql.shape.ShadowNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Replication origins that mark the shadow's own writes, so that decoding passes over them early: a
 * stream that asks for {@code origin=none} (PostgreSQL 16 and later) then costs the copy little.
 *
 * <p>Such a stream would also miss what somebody else's origin writes to the source, a
 * subscription's apply worker for instance. So origins are used only while every origin of the
 * server is ours: {@link #usable} says so at the start, and again under the cut-over's lock.
 *
 * <p>Setting an origin up needs a superuser, or EXECUTE on the functions; without it, copying works
 * and is slower.
 */
final class Origins {
  /** Marks nothing. */
  static final Origins NONE = new Origins("", false);

  private static final String PREFIX = "instar_";
  private static final String OBJECT_IN_USE = "55006";
  private static final String LIMIT_EXCEEDED = "53400";
  private static final String UNDEFINED_OBJECT = "42704";

  /** How long a backend whose client is gone may take to end. */
  private static final Duration ENDING = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(10);

  private final String prefix;
  private final boolean wanted;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Those of one rebuild. Origins are the cluster's, as slots are: the slot's name tells databases
   * apart.
   */
  static Origins of(ShadowNames names) {
    return new Origins(names.slot().substring(PREFIX.length()), true);
  }

  private Origins(String suffix, boolean wanted) {
    this.prefix = PREFIX + suffix + "_";
    this.wanted = wanted;
  }

  /** Whether this role may set origins up here, and no origin but ours exists. */
  static boolean usable(Connection connection, int serverVersion) throws SQLException {
    if (serverVersion < 160000) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT has_function_privilege('pg_replication_origin_create(text)', 'EXECUTE') AND"
                    + " has_function_privilege('pg_replication_origin_session_setup(text)',"
                    + " 'EXECUTE') AND has_function_privilege('pg_replication_origin_drop(text)',"
                    + " 'EXECUTE')")) {
      row.next();
      return row.getBoolean(1) && onlyOurs(connection);
    }
  }

  /** Whether no origin exists on the server that is not Instar's. */
  static boolean onlyOurs(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT NOT EXISTS (SELECT FROM pg_replication_origin WHERE NOT starts_with(roname,"
                    + " '"
                    + PREFIX
                    + "'))")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * Marks everything this session writes from now on. A session's origin is its own. The server has
   * room for as many as {@code max_replication_slots}; where there is none, nothing is marked, and
   * the stream passes over the copy's writes later.
   */
  void mark(Connection connection) throws SQLException {
    if (!wanted) {
      return;
    }
    String name = prefix + next.incrementAndGet();
    try (PreparedStatement create =
        connection.prepareStatement(
            "SELECT pg_replication_origin_create(?) WHERE NOT EXISTS"
                + " (SELECT FROM pg_replication_origin WHERE roname = ?)")) {
      create.setString(1, name);
      create.setString(2, name);
      create.execute();
    }
    try (PreparedStatement setup =
        connection.prepareStatement("SELECT pg_replication_origin_session_setup(?)")) {
      setup.setString(1, name);
      setup.execute();
    } catch (SQLException e) {
      if (!LIMIT_EXCEEDED.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  /**
   * Drops the origins of this rebuild. Their sessions have been closed; the server may lag. A role
   * that may not have origins has none, and may not even ask for the drop of none.
   */
  void drop(Connection connection) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + ENDING.toNanos();
    for (String name : names(connection)) {
      while (!dropped(connection, name, deadline)) {
        Thread.sleep(LOOK);
      }
    }
  }

  private List<String> names(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT roname FROM pg_replication_origin WHERE starts_with(roname, ?)")) {
      select.setString(1, prefix);
      try (ResultSet row = select.executeQuery()) {
        List<String> names = new ArrayList<>();
        while (row.next()) {
          names.add(row.getString(1));
        }
        return names;
      }
    }
  }

  private static boolean dropped(Connection connection, String name, long deadline)
      throws SQLException {
    try (PreparedStatement drop =
        connection.prepareStatement("SELECT pg_replication_origin_drop(?)")) {
      drop.setString(1, name);
      drop.execute();
      return true;
    } catch (SQLException e) {
      if (UNDEFINED_OBJECT.equals(e.getSQLState())) {
        return true;
      }
      if (!OBJECT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
        throw e;
      }
      return false;
    }
  }
}
