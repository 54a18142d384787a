package dev.instar.engine.oracle;

import java.sql.Connection;
import java.sql.SQLException;

/** A database of one test's own on a server that others use too. */
public record SharedDatabase(PostgresServer server, String name) implements AutoCloseable {

  /** A new superuser connection. */
  public Connection connect() throws SQLException {
    return server.connect(name);
  }

  public String jdbcUrl() {
    return server.jdbcUrl(name);
  }

  /** Drops the database with its slots, ending the sessions that are still in it. */
  @Override
  public void close() throws SQLException {
    server.dropDatabase(name);
  }
}
