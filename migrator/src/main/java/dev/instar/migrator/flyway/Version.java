package dev.instar.migrator.flyway;

import dev.instar.migrator.run.Migrations;
import java.util.Objects;

/**
 * An SQL migration of a folder, as it is run.
 *
 * @param script its path below its location, as Flyway's history names it
 * @param sql its text, with values for its placeholders
 */
public record Version(String script, String sql) {
  public Version {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(sql, "sql");
  }

  /** The name of its migration, as for a file: without {@code .sql}. */
  public String name() {
    return script.endsWith(".sql")
        ? script.substring(0, script.length() - ".sql".length())
        : script;
  }

  /** What its migration is known by, as for a file. */
  public String checksum() {
    return Migrations.checksum(sql);
  }
}
