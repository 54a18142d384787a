package dev.instar.cli.offline;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has run before the script that is to be planned.
 *
 * @param scripts in order
 * @param words what they are, for the reader
 */
record Earlier(List<EarlierScript> scripts, String words) {
  Earlier {
    scripts = List.copyOf(scripts);
  }

  /**
   * Finds it: the dump, if one is given; otherwise what the folder says that a migration is named
   * to belong to. Before any other script there was nothing but what is said to be before it.
   *
   * @param file the script, as on the command line
   * @param before scripts that run before it; of a folder it is known which do
   * @throws MigrationException with USAGE if the folder cannot be read or contradicts itself, or
   *     the file's version is none
   */
  static Earlier than(String file, Optional<Path> schema, List<String> before) {
    if (schema.isPresent()) {
      return after(schema.get().toString(), schema, before);
    }
    return (file.equals("-") ? Optional.<MigrationFile>empty() : MigrationFile.of(Path.of(file)))
        .map(Earlier::inFolder)
        .orElseGet(() -> after("an empty schema", schema, before));
  }

  private static Earlier after(String words, Optional<Path> schema, List<String> before) {
    List<EarlierScript> scripts =
        Stream.concat(schema.stream(), before.stream().map(Path::of))
            .map(path -> new EarlierScript(path.getFileName().toString(), path))
            .toList();
    String files =
        switch (before.size()) {
          case 0 -> "";
          case 1 -> " and the file before it";
          default -> " and the %d files before it".formatted(before.size());
        };
    return new Earlier(scripts, words + files + (scripts.isEmpty() ? "" : ", replayed in memory"));
  }

  private static Earlier inFolder(MigrationFile planned) {
    if (!planned.valid()) {
      throw new MigrationException(
          ErrorCode.USAGE,
          planned.path() + " has no version",
          "Name it as Flyway wants it, such as V7__add_orders.sql, or V7_1__add_orders.sql.");
    }
    MigrationFolder folder = MigrationFolder.of(folderOf(planned.path()));
    List<EarlierScript> scripts =
        folder.before(planned).stream()
            .map(MigrationFile::path)
            .map(path -> new EarlierScript(folder.path().relativize(path).toString(), path))
            .toList();
    String words =
        switch (scripts.size()) {
          case 0 -> "an empty schema: nothing is earlier in " + folder.path();
          case 1 -> "one earlier migration in " + folder.path() + ", replayed in memory";
          default ->
              scripts.size() + " earlier migrations in " + folder.path() + ", replayed in memory";
        };
    return new Earlier(scripts, words);
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of("."));
  }
}
