package dev.instar.changelog.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The settings that decide how a server prints a key. A key out of the stream is compared with keys
 * that ordinary sessions print, so both kinds of session set the same.
 *
 * <p>They are set by statements: pgJDBC puts the JVM's time zone into the start-up packet, where it
 * wins over one that the {@code options} parameter gives.
 */
public final class SessionSettings {
  /** Sent together, in one round trip. */
  private static final String STATEMENTS =
      String.join(
          "; ",
          "SET client_encoding = 'UTF8'",
          "SET DateStyle = 'ISO, YMD'",
          "SET IntervalStyle = 'postgres'",
          "SET extra_float_digits = 1",
          "SET bytea_output = 'hex'",
          "SET xmlbinary = 'base64'",
          "SET search_path = pg_catalog",
          "SET statement_timeout = 0",
          "SET lock_timeout = 0");

  private SessionSettings() {}

  /** Pins a session's settings; works on ordinary and on replication connections. */
  public static void pin(Connection connection, String timeZone) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(STATEMENTS);
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_catalog.set_config('TimeZone', ?, false)")) {
      statement.setString(1, timeZone);
      statement.execute();
    }
  }
}
