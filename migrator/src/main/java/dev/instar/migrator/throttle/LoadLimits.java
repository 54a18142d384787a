package dev.instar.migrator.throttle;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code --max-load} and {@code --critical-load}:
 *
 * <pre>
 * limits = limit { "," limit } ;
 * limit  = "active_sessions=" count
 *        | "replica_lag" [ ":" standby ] "=" duration
 *        | "retained_wal=" size
 *        | "snapshot_age=" duration
 *        | "file=" path
 *        | "query=" sql "{@literal >}" number ;
 * </pre>
 *
 * <p>A query is the last one, as it may hold commas: {@code replica_lag=5s,query=SELECT a, b FROM
 * load>3}. Its last {@code >} ends it.
 */
public final class LoadLimits {
  private LoadLimits() {}

  /**
   * @throws MigrationException with USAGE if the text is none of that
   */
  public static List<LoadLimit> parse(String text) {
    List<LoadLimit> limits = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty()) {
      int comma = rest.startsWith("query=") ? -1 : rest.indexOf(',');
      String one = comma < 0 ? rest : rest.substring(0, comma);
      rest = comma < 0 ? "" : rest.substring(comma + 1).strip();
      LoadLimit limit = limit(one.strip());
      if (limits.stream().anyMatch(other -> other.signal().equals(limit.signal()))) {
        throw usage("\"" + limit.signal() + "\" is given twice");
      }
      limits.add(limit);
    }
    return List.copyOf(limits);
  }

  private static LoadLimit limit(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw usage("\"" + text + "\" has no limit");
    }
    String signal = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    try {
      if (signal.startsWith("replica_lag:") && signal.length() > "replica_lag:".length()) {
        return new LoadLimit.ReplicaLag(
            Optional.of(signal.substring("replica_lag:".length())), Quantities.duration(value));
      }
      return switch (signal) {
        case "active_sessions" -> new LoadLimit.ActiveSessions(count(value));
        case "replica_lag" ->
            new LoadLimit.ReplicaLag(Optional.empty(), Quantities.duration(value));
        case "retained_wal" -> new LoadLimit.RetainedWal(Quantities.bytes(value));
        case "snapshot_age" -> new LoadLimit.SnapshotAge(Quantities.duration(value));
        case "file" -> new LoadLimit.FlagFile(Path.of(value));
        case "query" -> query(value);
        default -> throw usage("there is no signal \"" + signal + "\"");
      };
    } catch (IllegalArgumentException e) {
      throw usage(signal + ": " + e.getMessage());
    }
  }

  private static int count(String value) {
    if (!value.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("\"" + value + "\" is not a whole number");
    }
    return Integer.parseInt(value);
  }

  private static LoadLimit query(String value) {
    int above = value.lastIndexOf('>');
    String number = above < 0 ? "" : value.substring(above + 1).strip();
    if (above < 1 || !number.matches("-?[0-9]+(\\.[0-9]+)?")) {
      throw new IllegalArgumentException("write it as query=SELECT …>number");
    }
    return new LoadLimit.Query(value.substring(0, above).strip(), Double.parseDouble(number));
  }

  private static MigrationException usage(String message) {
    return new MigrationException(
        ErrorCode.USAGE,
        "load limit: " + message,
        "Write limits as active_sessions=20,replica_lag=5s,retained_wal=2GB,snapshot_age=10m,"
            + "file=/path,query=SELECT …>number.");
  }
}
