package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
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

  /**
   * Returns if it has delivered every change of the source since it was made. Its rows in the
   * catalog are then of one transaction: taking the source out, even for a moment, and every other
   * change of it leaves a row of a later one.
   *
   * @throws MigrationException with FOREIGN_CHANGE if somebody has changed it
   */
  void requireUntouched(Connection connection, long sourceOid) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT FROM pg_publication AS p JOIN pg_publication_rel AS r ON r.prpubid = p.oid"
                + " WHERE p.pubname = ? AND r.prrelid = ? AND r.xmin = p.xmin")) {
      select.setString(1, names.publication());
      select.setLong(2, sourceOid);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new MigrationException(
              ErrorCode.FOREIGN_CHANGE,
              "publication "
                  + names.publication()
                  + " was changed by somebody else, so changes of "
                  + names.source()
                  + " may be missing",
              "The source is untouched. Run `instar abort`, then start again.");
        }
      }
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
