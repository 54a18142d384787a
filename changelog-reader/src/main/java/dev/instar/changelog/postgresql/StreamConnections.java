package dev.instar.changelog.postgresql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

/**
 * Opens the connections of a stream, all to one database of one server. May be called from any
 * thread; whoever asked closes.
 */
public interface StreamConnections {
  /** An ordinary session in autocommit mode. */
  Connection ordinary() throws SQLException;

  /**
   * A session of the replication protocol: pgJDBC with {@code replication=database} and {@code
   * preferQueryMode=simple}.
   */
  Connection replication() throws SQLException;

  /** Connections made by pgJDBC's driver manager. */
  static StreamConnections of(String url, Properties properties) {
    Properties ordinary = new Properties();
    ordinary.putAll(properties);
    Properties replication = new Properties();
    replication.putAll(properties);
    PGProperty.REPLICATION.set(replication, "database");
    PGProperty.PREFER_QUERY_MODE.set(replication, "simple");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(replication, "14");
    return new StreamConnections() {
      @Override
      public Connection ordinary() throws SQLException {
        return DriverManager.getConnection(url, ordinary);
      }

      @Override
      public Connection replication() throws SQLException {
        return DriverManager.getConnection(url, replication);
      }
    };
  }
}
