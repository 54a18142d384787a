package dev.instar.cli.offline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file whose name is of Flyway's form: {@code V1_2__add_orders.sql}, {@code R__views.sql}.
 *
 * @param path where it is
 * @param kind what its prefix says
 * @param version of all kinds but REPEATABLE; empty where what stands there is no version
 * @param description what follows the two underscores, by which repeatable ones are ordered
 */
record MigrationFile(Path path, Kind kind, Optional<MigrationVersion> version, String description) {
  private static final String SEPARATOR = "__";
  private static final String SUFFIX = ".sql";

  /** Flyway's kinds by their prefixes. */
  enum Kind {
    VERSIONED("V"),
    BASELINE("B"),
    REPEATABLE("R"),
    UNDO("U");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * Empty for a file with another name, which Flyway leaves alone. Where only the version is wrong,
   * it is there without one.
   */
  static Optional<MigrationFile> of(Path path) {
    String file = path.getFileName().toString();
    if (!file.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String name = file.substring(0, file.length() - SUFFIX.length());
    for (Kind kind : Kind.values()) {
      if (name.startsWith(kind.prefix)) {
        return of(path, kind, name.substring(kind.prefix.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<MigrationFile> of(Path path, Kind kind, String rest) {
    int separator = rest.indexOf(SEPARATOR);
    String version = separator < 0 ? rest : rest.substring(0, separator);
    String description =
        separator < 0 ? "" : rest.substring(separator + SEPARATOR.length()).replace('_', ' ');
    if (kind == Kind.REPEATABLE) {
      return separator == 0
          ? Optional.of(new MigrationFile(path, kind, Optional.empty(), description))
          : Optional.empty();
    }
    Optional<MigrationVersion> number = MigrationVersion.of(version);
    return separator < 0 && number.isEmpty()
        ? Optional.empty()
        : Optional.of(new MigrationFile(path, kind, number, description));
  }

  /** Whether Flyway takes it: its name lacks nothing. */
  boolean valid() {
    return kind == Kind.REPEATABLE || version.isPresent();
  }

  /** What no other file of the folder may be: {@code version 1.2}, {@code repeatable views}. */
  String identity() {
    return switch (kind) {
      case VERSIONED -> "version " + version.orElseThrow().parts();
      case BASELINE -> "baseline " + version.orElseThrow().parts();
      case UNDO -> "undo " + version.orElseThrow().parts();
      case REPEATABLE -> "repeatable " + description;
    };
  }
}
