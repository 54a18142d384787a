package dev.instar.samples.load;

import java.sql.SQLException;

/** What one client does again and again, on its own connection. Called by one thread. */
@FunctionalInterface
public interface Request {
  /** Sends one request and waits for its answer. */
  void send() throws SQLException;
}
