package dev.instar.samples.contest;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A server that is a process of its own, on loopback and a fresh directory that {@link #close}
 * deletes. Used by one thread, but for {@link #connect}.
 */
public interface Contestant extends AutoCloseable {
  /** As it is called in tables of numbers. */
  String name();

  /** Starts it; returns when it has answered a query. It does not run. */
  void start() throws SQLException;

  /** Stops it in order: what it has to write is written. */
  void stop();

  /** Ends it as a crash would: the next start recovers. */
  void kill();

  Connection connect() throws SQLException;

  /** Where and as whom a program that speaks PostgreSQL's protocol connects. */
  Address address();

  /** Whether COPY fills tables. */
  boolean copies();

  /** Rows {@code n} from 1 to a count, for FROM. */
  String series(long count);

  @Override
  void close();

  /** What {@code psql} takes. */
  record Address(int port, String user, String password, String database) {}
}
