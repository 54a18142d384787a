package dev.instar.samples.contest;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A real PostgreSQL, which syncs every commit. */
public final class PostgresContestant implements Contestant {
  private final PostgresServer server;

  private PostgresContestant(PostgresServer server) {
    this.server = server;
  }

  /** A fresh cluster, started. */
  public static PostgresContestant open(PostgresVersion version, Map<String, String> settings) {
    return new PostgresContestant(
        PostgresServer.builder(version).fsync(true).settings(settings).start());
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public void start() throws SQLException {
    server.start();
    server.execute("SELECT 1");
  }

  @Override
  public void stop() {
    server.stop();
  }

  @Override
  public void kill() {
    server.crash();
  }

  @Override
  public Connection connect() throws SQLException {
    return server.connect();
  }

  @Override
  public Address address() {
    return new Address(server.port(), server.user(), server.password(), "postgres");
  }

  @Override
  public boolean copies() {
    return true;
  }

  @Override
  public String series(long count) {
    return "generate_series(1, " + count + ") AS g (n)";
  }

  @Override
  public void close() {
    server.close();
  }
}
