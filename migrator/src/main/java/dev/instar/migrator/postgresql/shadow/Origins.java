package dev.instar.migrator.postgresql.shadow;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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

  /** How long a backend whose client is gone may take to end. */
  private static final Duration ENDING = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(10);

  private final String prefix;
  private final boolean wanted;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param suffix what tells this rebuild from others, as in the publication's name
   * @param wanted whether the stream filters by origin
   */
  Origins(String suffix, boolean wanted) {
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

  /** Marks everything this session writes from now on. A session's origin is its own. */
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
    }
  }

  /** Drops the origins of this rebuild. Their sessions have been closed; the server may lag. */
  void drop(Connection connection) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + ENDING.toNanos();
    while (true) {
      try (PreparedStatement drop =
          connection.prepareStatement(
              "SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin"
                  + " WHERE starts_with(roname, ?)")) {
        drop.setString(1, prefix);
        drop.execute();
        return;
      } catch (SQLException e) {
        if (!OBJECT_IN_USE.equals(e.getSQLState()) || System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(LOOK);
    }
  }
}
