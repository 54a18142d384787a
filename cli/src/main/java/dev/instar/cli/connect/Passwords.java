package dev.instar.cli.connect;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where passwords come from: the password file, then {@code INSTAR_PASSWORD}. Without either,
 * pgJDBC looks into {@code ~/.pgpass} (or {@code PGPASSFILE}) itself, and if the server then wants
 * one, the user is asked.
 */
public final class Passwords {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private Passwords() {}

  /**
   * What was given, before anybody is asked.
   *
   * @throws MigrationException if the file cannot be read, or others may read it
   */
  public static Optional<String> given(Optional<Path> file, Shell shell) {
    return file.isPresent()
        ? Optional.of(firstLine(file.get()))
        : shell.variable("INSTAR_PASSWORD");
  }

  /**
   * The first line of a file that nobody else may read. A pipe, such as a shell's {@code <(…)}, has
   * nobody else to keep out.
   */
  private static String firstLine(Path file) {
    try {
      if (Files.isRegularFile(file) && othersMayRead(file)) {
        throw usage(
            "the password file " + file + " can be read or written by other users",
            "Run: chmod 600 " + file);
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String line = text.lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw usage("the first line of the password file " + file + " is empty", "");
      }
      return line;
    } catch (NoSuchFileException e) {
      throw usage("there is no password file " + file, "Check --password-file.");
    } catch (IOException e) {
      // The message of a decoding error says nothing of the content.
      throw usage("cannot read the password file " + file + ": " + e.getMessage(), "");
    }
  }

  private static boolean othersMayRead(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file, new LinkOption[0]);
    return permissions.stream().anyMatch(OTHERS::contains);
  }

  private static MigrationException usage(String message, String advice) {
    return new MigrationException(ErrorCode.USAGE, message, advice);
  }
}
