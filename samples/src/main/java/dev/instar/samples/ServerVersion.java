package dev.instar.samples;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;

/** The option {@code --postgresql} of both commands. */
public final class ServerVersion {
  private ServerVersion() {}

  /**
   * The server of that major version.
   *
   * @throws MigrationException with USAGE if there is none
   */
  public static PostgresVersion of(int major) {
    for (PostgresVersion version : PostgresVersion.values()) {
      if (version.major() == major) {
        return version;
      }
    }
    throw new MigrationException(
        ErrorCode.USAGE,
        "--postgresql must be one of 14, 15, 16, 17 and 18, not " + major,
        "Leave it out for 17.");
  }
}
