package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The publication through which the slot delivers the source's changes. */
final class Publication {
  private final ShadowNames names;

  Publication(ShadowNames names) {
    this.names = names;
  }

  /**
   * Creates it, in a transaction of its own that must be committed before the slot is made. Takes
   * SHARE UPDATE EXCLUSIVE on the source, which blocks no reader and no writer; it waits long
   * enough for an autovacuum to yield.
   */
  void create(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT set_config('lock_timeout', (2 * setting::bigint)::text, true) FROM pg_settings"
              + " WHERE name = 'deadlock_timeout'");
      statement.execute(
          "CREATE PUBLICATION "
              + Identifiers.quote(names.publication())
              + " FOR TABLE ONLY "
              + names.source().quoted());
      connection.commit();
    } catch (SQLException e) {
      SqlFailures.rollback(connection, e);
      throw e;
    } finally {
      SqlFailures.autoCommit(connection);
    }
  }

  boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT FROM pg_publication WHERE pubname = ?")) {
      select.setString(1, names.publication());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  void drop(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP PUBLICATION IF EXISTS " + Identifiers.quote(names.publication()));
    }
  }
}
