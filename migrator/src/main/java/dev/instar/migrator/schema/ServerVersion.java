package dev.instar.migrator.schema;

import java.util.Objects;

/**
 * A server by its version.
 *
 * @param number {@code server_version_num}, such as 170005
 * @param name for readers, such as {@code PostgreSQL 17.5}
 */
public record ServerVersion(int number, String name) {
  public ServerVersion {
    Objects.requireNonNull(name, "name");
  }

  /** PostgreSQL of this major version, whichever its minor version. */
  public static ServerVersion postgresql(int major) {
    return new ServerVersion(major * 10_000, "PostgreSQL " + major);
  }
}
