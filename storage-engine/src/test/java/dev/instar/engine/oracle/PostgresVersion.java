package dev.instar.engine.oracle;

/** The major versions of PostgreSQL that Instar supports, each available as a real server. */
public enum PostgresVersion {
  V14(14),
  V15(15),
  V16(16),
  V17(17),
  V18(18);

  private final int major;

  PostgresVersion(int major) {
    this.major = major;
  }

  /** The major version number, such as 17. */
  public int major() {
    return major;
  }

  /** Whether this version is {@code other} or a later one. */
  public boolean atLeast(PostgresVersion other) {
    return major >= other.major;
  }
}
