package dev.instar.engine.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RealDiskTest {
  @TempDir private Path directory;

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(DiskFile file) {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    int length = file.read(buffer, 0);
    return new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
  }

  @Test
  void filesAndNamesDoWhatIsSaid() {
    Disk disk = new RealDisk(directory.resolve("new"));
    try (DiskFile file = disk.open("a")) {
      file.append(bytes("hello"));
      file.append(bytes(" world"));
      file.write(bytes("J"), 0);
      file.force();
      assertThat(read(file)).isEqualTo("Jello world");
      file.truncate(5);
      assertThat(file.size()).isEqualTo(5);
    }
    disk.open("b").close();
    disk.rename("a", "b");
    disk.syncDirectory();
    assertThat(disk.list()).isEqualTo(List.of("b"));
    disk.delete("b");
    disk.delete("b");
    assertThat(disk.exists("b")).isFalse();
  }

  @Test
  void aFileOutlivesTheInterruptOfAThreadThatUsesIt() {
    try (DiskFile file = new RealDisk(directory).open("a")) {
      Thread.currentThread().interrupt();
      file.append(bytes("one"));
      file.force();
      assertThat(Thread.interrupted()).isTrue();
      file.append(bytes("two"));
      assertThat(read(file)).isEqualTo("onetwo");
    }
  }

  @Test
  void aDirectoryIsTakenOncePerProcess() {
    DiskLock lock = new RealDisk(directory).lock("lock");
    assertThatThrownBy(() -> new RealDisk(directory).lock("lock")).isInstanceOf(SqlException.class);
    lock.close();
    lock.close();
    new RealDisk(directory).lock("lock").close();
  }

  @Test
  void aDirectoryIsTakenByOneProcessUntilItDies() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = other.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(lines.readLine()).startsWith("locked");
      assertThatThrownBy(() -> new RealDisk(directory).lock("lock"))
          .isInstanceOfSatisfying(
              SqlException.class,
              e -> {
                assertThat(e.state()).isEqualTo(SqlState.OBJECT_IN_USE);
                assertThat(e.field(SqlException.Field.DETAIL).orElseThrow())
                    .contains("Process " + other.pid());
              });
    } finally {
      other.destroyForcibly().waitFor();
    }
    // Its file is still there, and is no lock.
    assertThat(directory.resolve("lock")).exists();
    new RealDisk(directory).lock("lock").close();
  }
}
