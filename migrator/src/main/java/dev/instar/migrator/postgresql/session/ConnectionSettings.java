package dev.instar.migrator.postgresql.session;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How to reach a server.
 *
 * @param url a JDBC URL, {@code jdbc:postgresql://host[:port]/database[?option=value…]}
 * @param user the role; empty where the URL or the operating system's user name says it
 * @param password the password; empty where pgJDBC finds it itself in {@code ~/.pgpass}
 * @param properties further options of pgJDBC, such as {@code sslmode}
 */
public record ConnectionSettings(
    String url, Optional<String> user, Optional<String> password, Map<String, String> properties) {
  public ConnectionSettings {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    properties = Map.copyOf(properties);
  }

  /** The URL without its options, which may hold a secret: for messages. */
  public String address() {
    int options = url.indexOf('?');
    return options < 0 ? url : url.substring(0, options);
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "ConnectionSettings[" + address() + "]";
  }
}
