package dev.instar.cli.offline;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.postgresql.catalog.Assumptions;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.schema.ServerVersion;
import dev.instar.migrator.schema.Sizes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of a plan without a server. */
public final class OfflineOptions {
  @Option(
      names = "--server",
      paramLabel = "SERVER",
      description = {
        "Without --url: which server to plan for, postgresql:14 to postgresql:18.",
        "Default: postgresql:17."
      })
  private Optional<String> server = Optional.empty();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = {
        "Without --url: the schema as statements, such as a dump of the schema alone, in place of"
            + " the earlier migrations of the folder."
      })
  private Optional<Path> schema = Optional.empty();

  @Option(
      names = "--stats",
      paramLabel = "FILE",
      description = {
        "How large the tables are, as `instar stats` has written it.",
        "Default: the server's own sizes; without --url they are not known."
      })
  private Optional<Path> stats = Optional.empty();

  /** What plans, on a database that stands in for the server. */
  @FunctionalInterface
  public interface Planning {
    Plan plan(ConnectionSettings settings, Assumptions assumptions);
  }

  /** Whether the command line says that there is to be no server. */
  public boolean given() {
    return server.isPresent() || schema.isPresent();
  }

  /** Whether sizes are those of a file. */
  public boolean sized() {
    return stats.isPresent();
  }

  /**
   * What is to be assumed of a server that is there.
   *
   * @throws MigrationException with USAGE if the file of sizes cannot be read
   */
  public Assumptions onServer() {
    return stats
        .map(
            file ->
                Assumptions.ofSizes(
                    Optional.of(SizesFile.read(file)),
                    Assumptions.NONE.basis() + "; sizes of " + file))
        .orElse(Assumptions.NONE);
  }

  /** The file that a folder stands for, its last version; any other argument itself. */
  public static String fileOf(String argument) {
    if (argument.isEmpty() || argument.equals("-") || !Files.isDirectory(Path.of(argument))) {
      return argument;
    }
    return MigrationFolder.of(Path.of(argument))
        .last()
        .orElseThrow(
            () ->
                new MigrationException(
                    ErrorCode.USAGE,
                    "folder " + argument + " holds no migration",
                    "Name one file of SQL; or name migrations as Flyway does, V1__….sql."))
        .path()
        .toString();
  }

  /**
   * What a script is called in a report of several.
   *
   * @param version of those that are named as Flyway names versions
   * @param description of those that are named as Flyway names migrations, otherwise empty
   */
  public record Label(Optional<String> version, String description) {}

  public static Label label(String file) {
    Optional<MigrationFile> migration = MigrationFile.of(Path.of(file));
    return new Label(
        migration.flatMap(MigrationFile::version).map(MigrationVersion::text),
        migration.map(MigrationFile::description).orElse(""));
  }

  /**
   * Plans on a schema that is replayed in memory.
   *
   * @param file the script, as on the command line
   * @param before those that run before it, unless the folder says what does
   * @param timeZone that of all sessions
   * @throws MigrationException with USAGE for what is wrong with the options or the folder, with
   *     SQL_SYNTAX for an earlier file that is no SQL, and as the planning does
   */
  public Plan plan(String file, List<String> before, String timeZone, Planning planning) {
    ServerVersion target = TargetServer.of(server.orElse(TargetServer.DEFAULT));
    Sizes sizes = stats.map(SizesFile::read).orElse(Sizes.NONE);
    Earlier earlier = Earlier.than(file, schema, before);
    try (StandIn standIn = StandIn.replaying(earlier.scripts(), timeZone)) {
      return planning.plan(
          standIn.settings(),
          new Assumptions(
              Optional.of(target),
              Optional.of(sizes),
              standIn.unreplayed(),
              basis(earlier, standIn.unreplayed().size())));
    }
  }

  private String basis(Earlier earlier, int unreplayed) {
    String gaps =
        switch (unreplayed) {
          case 0 -> "";
          case 1 -> " but for one statement";
          default -> " but for " + unreplayed + " statements";
        };
    String sizes = stats.map(file -> "sizes of " + file).orElse("sizes unknown");
    return String.join("; ", List.of(earlier.words() + gaps, sizes, "wal_level taken as logical"));
  }
}
