package dev.instar.engine.standin;

import dev.instar.engine.BundledDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the engine says of each feature that is listed as absent, asked once. Thread-safe. */
final class Refusals {
  private static final String NOT_SUPPORTED = "0A000";

  private static Map<String, String> features;

  private Refusals() {}

  /** The feature for want of which something failed; empty if it failed for another reason. */
  static Optional<String> feature(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && NOT_SUPPORTED.equals(e.getSQLState())) {
        return Optional.ofNullable(features().get(message(e)));
      }
    }
    return Optional.empty();
  }

  private static synchronized Map<String, String> features() {
    if (features == null) {
      features = ask();
    }
    return features;
  }

  private static Map<String, String> ask() {
    Map<String, String> found = new HashMap<>();
    try (BundledDatabase database = BundledDatabase.inMemory();
        Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id int PRIMARY KEY, c text)");
      for (Map.Entry<String, String> feature : AbsentFeaturesTest.features().entrySet()) {
        try {
          statement.execute(feature.getValue());
        } catch (SQLException e) {
          if (NOT_SUPPORTED.equals(e.getSQLState())) {
            found.putIfAbsent(message(e), feature.getKey());
          }
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without position and hint. */
  private static String message(SQLException e) {
    return e.getMessage().lines().findFirst().orElse("");
  }
}
