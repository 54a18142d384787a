package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import java.net.InetSocketAddress;

/** The other end of a session, for whoever is behind it. Thread-safe. */
public interface Client {
  /** What the client knows as its backend's process: {@code pg_backend_pid()}. Unique. */
  int processId();

  InetSocketAddress address();

  /** Our end of the connection. */
  InetSocketAddress serverAddress();

  /**
   * Ends the connection, from any thread: at once if the client is not being served, otherwise the
   * session is terminated first. The client is told the first reason only. Does not wait.
   *
   * @param reason such as 57P01 (the administrator) or 25P03 (idle in a transaction)
   */
  void terminate(SqlException reason);
}
