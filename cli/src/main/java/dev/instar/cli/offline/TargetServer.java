package dev.instar.cli.offline;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.schema.ServerVersion;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The servers that a plan can be made for, by the names of {@code --server}. */
final class TargetServer {
  /** What the bundled engine stands in for. */
  static final String DEFAULT = "postgresql:17";

  private static final String PRODUCT = "postgresql:";
  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  private TargetServer() {}

  /**
   * The server of that name.
   *
   * @throws MigrationException with USAGE if there is none
   */
  static ServerVersion of(String name) {
    return IntStream.rangeClosed(OLDEST, NEWEST)
        .filter(major -> name.equals(PRODUCT + major))
        .mapToObj(ServerVersion::postgresql)
        .findFirst()
        .orElseThrow(
            () ->
                new MigrationException(
                    ErrorCode.USAGE,
                    "there is no server " + name + " to plan for",
                    "Name one of " + names() + "."));
  }

  static String names() {
    return IntStream.rangeClosed(OLDEST, NEWEST)
        .mapToObj(major -> PRODUCT + major)
        .collect(Collectors.joining(", "));
  }
}
