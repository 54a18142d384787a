package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.SessionRequest.Replication;
import dev.instar.engine.wire.frame.MessageReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The body of a start-up packet after the protocol version: names and values, each ended by a zero
 * byte, and one more zero byte.
 *
 * @param extensions names that begin with {@code _pq_.}; none is known
 */
record StartupParameters(SessionRequest request, List<String> extensions) {

  /**
   * @throws SqlException with 08P01 for what is no start-up packet, 28000 without a user, 22023 and
   *     42601 for bad values
   */
  static StartupParameters read(MessageReader reader) {
    Map<String, String> given = new LinkedHashMap<>();
    List<String> extensions = new ArrayList<>();
    boolean terminated = false;
    while (!terminated && reader.remaining() > 0) {
      String name = reader.string();
      if (name.isEmpty()) {
        terminated = true;
        continue;
      }
      String value = reader.string();
      if (name.startsWith("_pq_.")) {
        extensions.add(name);
      } else {
        given.put(name, value);
      }
    }
    if (!terminated || reader.remaining() > 0) {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION,
          "invalid startup packet layout: expected terminator as last byte");
    }
    return new StartupParameters(request(given), extensions);
  }

  private static SessionRequest request(Map<String, String> given) {
    String user = taken(given, "user");
    if (user.isEmpty()) {
      throw new SqlException(
          SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
          "no PostgreSQL user name specified in startup packet");
    }
    String database = taken(given, "database");
    Replication replication = replication(taken(given, "replication"));
    Map<String, String> settings = CommandLineOptions.parse(taken(given, "options"));
    settings.putAll(given);
    return new SessionRequest(user, database.isEmpty() ? user : database, settings, replication);
  }

  private static String taken(Map<String, String> given, String name) {
    String value = given.remove(name);
    return value == null ? "" : value;
  }

  private static Replication replication(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "", "false", "off", "no", "0" -> Replication.NONE;
      case "true", "on", "yes", "1" -> Replication.PHYSICAL;
      case "database" -> Replication.LOGICAL;
      default ->
          throw new SqlException(
                  SqlState.INVALID_PARAMETER_VALUE,
                  "invalid value for parameter \"replication\": \"" + value + "\"")
              .with(
                  SqlException.Field.HINT,
                  "Valid values are: \"false\", 0, \"true\", 1, \"database\".");
    };
  }
}
