package dev.instar.cli.output;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file that a command writes: whoever looks at it sees what was there before or all of what is
 * there now, after a crash too. What is behind a symbolic link is replaced, and the link stays.
 */
public final class OutputFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private OutputFile() {}

  /**
   * Writes a text for everybody whom the process' umask lets read it.
   *
   * @throws MigrationException with OUTPUT_LOST if it cannot be written
   */
  public static void write(Path file, String text) {
    replace(file, text);
  }

  /** As {@link #write}, readable and writable by this user alone where the system knows users. */
  public static void writePrivate(Path file, String text) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    replace(file, text, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
  }

  private static void replace(Path file, String text, FileAttribute<?>... attributes) {
    try {
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        throw cannot(file, "it is no ordinary file", null);
      }
      // Beside it: a file moves as a whole only within its file system.
      Path whole = target.resolveSibling(".instar-" + UUID.randomUUID());
      try {
        fill(whole, text, attributes);
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw cannot(file, reason(e), e);
    }
  }

  private static void fill(Path file, String text, FileAttribute<?>... attributes)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static MigrationException cannot(Path file, String why, IOException cause) {
    return new MigrationException(
        ErrorCode.OUTPUT_LOST,
        "cannot write " + file + ": " + why,
        "Check the path of the file and the permissions of its folder.",
        cause);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "there is no such folder";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
