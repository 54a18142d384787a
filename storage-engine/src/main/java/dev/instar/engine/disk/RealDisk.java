package dev.instar.engine.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** A directory of the operating system. */
public final class RealDisk implements Disk {
  private static final FileAttribute<?> OF_THE_OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;

  /** Makes the directory if it is not there, for its owner alone: everybody's data is in it. */
  public RealDisk(Path directory) {
    try {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectories(directory, OF_THE_OWNER_ALONE);
      } else {
        Files.createDirectories(directory);
      }
      this.directory = directory.toRealPath();
    } catch (IOException e) {
      throw DiskErrors.failed("create directory", directory, e);
    }
  }

  @Override
  public DiskFile open(String name) {
    return new RealFile(directory.resolve(name));
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  @Override
  public List<String> list() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw DiskErrors.failed("list directory", directory, e);
    }
  }

  @Override
  public void rename(String from, String to) {
    try {
      Files.move(
          directory.resolve(from),
          directory.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw DiskErrors.failed("rename file", directory.resolve(from), e);
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      throw DiskErrors.failed("remove file", directory.resolve(name), e);
    }
  }

  @Override
  public void syncDirectory() {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows cannot open directories; there, names are durable with the files' metadata.
      if (!System.getProperty("os.name").startsWith("Windows")) {
        throw DiskErrors.failed("sync directory", directory, e);
      }
    }
  }

  @Override
  public DiskLock lock(String name) {
    return ProcessLock.take(directory.resolve(name));
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
