package dev.instar.migrator.schema;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a plan must know of the server and of what a script's text means there.
 *
 * @param versionNumber {@code server_version_num}, such as 170005
 * @param version for readers, such as {@code PostgreSQL 17.5}
 * @param timeZone the TimeZone that the migration's sessions are pinned to
 * @param walLevel {@code wal_level}
 * @param functions the most volatile function of each name that the script calls, under the name as
 *     written, folded ({@code gen_random_uuid}, {@code app.f})
 * @param types the types that the script names beyond PostgreSQL's own, under the name as written,
 *     folded
 */
public record ServerFacts(
    int versionNumber,
    String version,
    String timeZone,
    String walLevel,
    Map<String, Volatility> functions,
    Map<String, ColumnType> types) {
  public ServerFacts {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(timeZone, "timeZone");
    Objects.requireNonNull(walLevel, "walLevel");
    functions = Map.copyOf(functions);
    types = Map.copyOf(types);
  }

  /** The major version, such as 17. */
  public int major() {
    return versionNumber / 10_000;
  }

  /** Whether the server is of this major version or a later one. */
  public boolean atLeast(int major) {
    return major() >= major;
  }

  /** How volatile the functions of that name are; empty where there is none. */
  public Optional<Volatility> function(String nameAsWritten) {
    return Optional.ofNullable(functions.get(nameAsWritten));
  }

  /** How much a function's result may differ for the same arguments. Ordered, calmest first. */
  public enum Volatility {
    IMMUTABLE,
    STABLE,
    VOLATILE
  }
}
