package dev.instar.cli.offline;

import dev.instar.cli.offline.MigrationFile.Kind;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The migrations of a folder and those below it, as Flyway finds and orders them. Immutable.
 *
 * @param path the folder
 * @param files the valid ones, in no order
 */
public record MigrationFolder(Path path, List<MigrationFile> files) {
  private static final Comparator<MigrationFile> BY_VERSION =
      Comparator.comparing(file -> file.version().orElseThrow());

  /**
   * Looks into a folder.
   *
   * @throws MigrationException with USAGE if it cannot be read, or two files have one version
   */
  static MigrationFolder of(Path path) {
    List<MigrationFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      all.sorted().map(MigrationFile::of).flatMap(Optional::stream).forEach(files::add);
    } catch (IOException | UncheckedIOException e) {
      String reason = e instanceof UncheckedIOException u ? u.getCause().toString() : e.toString();
      throw new MigrationException(
          ErrorCode.USAGE,
          "cannot look into folder " + path + ": " + reason,
          "The earlier migrations in it are needed; or give --schema.",
          e);
    }
    files.removeIf(file -> !file.valid() || !Files.isRegularFile(file.path()));
    refuseDuplicates(files);
    return new MigrationFolder(path, List.copyOf(files));
  }

  private static void refuseDuplicates(List<MigrationFile> files) {
    Map<String, MigrationFile> seen = new HashMap<>();
    for (MigrationFile file : files) {
      MigrationFile other = seen.put(file.identity(), file);
      if (other != null) {
        throw new MigrationException(
            ErrorCode.USAGE,
            "%s and %s have the same %s"
                .formatted(
                    other.path(),
                    file.path(),
                    file.version().isPresent() ? "version" : "description"),
            "Rename one of them.");
      }
    }
  }

  /** The file with the highest version. */
  Optional<MigrationFile> last() {
    return versioned(Kind.VERSIONED).max(BY_VERSION);
  }

  /**
   * What has run before that file, in order: the last baseline, later versions up to the file's,
   * and the repeatable ones, which run after all versions. Before a baseline nothing has.
   */
  List<MigrationFile> before(MigrationFile planned) {
    List<MigrationFile> earlier = new ArrayList<>();
    if (planned.kind() == Kind.BASELINE) {
      return earlier;
    }
    Optional<MigrationFile> baseline =
        versioned(Kind.BASELINE).filter(file -> isBefore(file, planned)).max(BY_VERSION);
    baseline.ifPresent(earlier::add);
    versioned(Kind.VERSIONED)
        .filter(file -> isBefore(file, planned))
        .filter(file -> baseline.isEmpty() || BY_VERSION.compare(file, baseline.get()) > 0)
        .sorted(BY_VERSION)
        .forEach(earlier::add);
    files.stream()
        .filter(file -> file.kind() == Kind.REPEATABLE)
        .filter(file -> !file.path().equals(planned.path()))
        .sorted(Comparator.comparing(MigrationFile::description))
        .forEach(earlier::add);
    return earlier;
  }

  private Stream<MigrationFile> versioned(Kind kind) {
    return files.stream().filter(file -> file.kind() == kind);
  }

  /** What is undone has run. */
  private static boolean isBefore(MigrationFile file, MigrationFile planned) {
    return switch (planned.kind()) {
      case REPEATABLE -> true;
      case UNDO -> BY_VERSION.compare(file, planned) <= 0;
      case VERSIONED, BASELINE -> BY_VERSION.compare(file, planned) < 0;
    };
  }
}
