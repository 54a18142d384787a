package dev.instar.samples.load;

import java.sql.Connection;
import java.sql.SQLException;

/** Prepares one client. Called once per client, by the thread that starts the load. */
@FunctionalInterface
public interface ClientSetup {
  /**
   * @param connection the client's own, in autocommit mode
   * @param client its number, from 0
   */
  Request prepare(Connection connection, int client) throws SQLException;
}
