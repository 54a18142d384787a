package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.flyway.FlywaySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Option;

/** The options of the commands that take a folder of Flyway migrations. */
final class FlywayOptions {
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");
  private static final String FILES = "filesystem:";

  @Option(
      names = "--locations",
      paramLabel = "FOLDER",
      split = ",",
      description = {
        "Folders of Flyway migrations, instead of a file: the pending ones, in Flyway's order.",
        "Also with Flyway's prefixes, such as classpath:. Several with commas."
      })
  private List<String> locations = List.of();

  @Option(
      names = "--schemas",
      paramLabel = "NAMES",
      description = "Flyway's schemas; its history is in the first. Default: the connection's.")
  private Optional<String> schemas = Optional.empty();

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Flyway's history. Default: flyway_schema_history.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "VERSION",
      description = "Up to this version; next is the next one alone. Default: latest.")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "The value of a placeholder of the migrations, $${NAME}.")
  private Map<String, String> placeholders = Map.of();

  @Option(
      names = "--flyway",
      paramLabel = "NAME=VALUE",
      description = {
        "Any other of Flyway's settings, such as outOfOrder=true, encoding=ISO-8859-1,"
            + " baselineOnMigrate=true, configFiles=FILE.",
        "Default: what flyway.toml or flyway.conf says here, and FLYWAY_… variables over it."
      })
  private Map<String, String> others = Map.of();

  /** Whether a folder is meant, and not a file. */
  boolean given() {
    return !locations.isEmpty();
  }

  /**
   * Either a folder or a file.
   *
   * @throws dev.instar.migrator.error.MigrationException with USAGE if it is both or neither, or an
   *     option needs a folder
   */
  void check(Optional<String> file) {
    if (given() && file.isPresent()) {
      throw Usage.error("a file and --locations were given: one or the other");
    }
    if (!given() && file.isEmpty()) {
      throw Usage.error("no file was named, and no --locations");
    }
    if (!given() && !settings().isEmpty()) {
      throw Usage.error("Flyway's options go with --locations");
    }
  }

  /** All that is said of the folder, here and in Flyway's files and variables. */
  FlywaySettings read(Shell shell) {
    if (!shell.debug()) {
      // It tells of every failure to restore backups; what is so is in our own errors.
      FLYWAY.setLevel(Level.OFF);
    }
    Map<String, String> settings = settings();
    List<String> prefixed = new ArrayList<>();
    for (String location : locations) {
      prefixed.add(location(location.strip()));
    }
    settings.put("flyway.locations", String.join(",", prefixed));
    return FlywaySettings.read(Path.of(""), shell.environment(), settings);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    others.forEach((name, value) -> settings.put("flyway." + name, value));
    placeholders.forEach((name, value) -> settings.put("flyway.placeholders." + name, value));
    schemas.ifPresent(names -> settings.put("flyway.schemas", names));
    table.ifPresent(name -> settings.put("flyway.table", name));
    target.ifPresent(version -> settings.put("flyway.target", version));
    return settings;
  }

  private static String location(String location) {
    String folder = location.startsWith(FILES) ? location.substring(FILES.length()) : location;
    boolean ours = location.startsWith(FILES) || !location.matches("[a-z0-9]{2,}:.*");
    if (!ours) {
      return location;
    }
    if (!folder.contains("*") && !Files.isDirectory(Path.of(folder))) {
      throw Usage.error("there is no folder " + folder);
    }
    return FILES + folder;
  }
}
