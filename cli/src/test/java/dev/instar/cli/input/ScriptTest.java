package dev.instar.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
  @TempDir private Path directory;

  @Test
  void isNamedAfterItsFile() throws IOException {
    Path file = Files.writeString(directory.resolve("V1__a.sql"), "SELECT 'ä'");
    assertThat(read(file.toString())).isEqualTo(new Script("V1__a", "SELECT 'ä'"));
  }

  @Test
  void comesFromStandardInputToo() {
    InputStream input = new ByteArrayInputStream("SELECT 1".getBytes(StandardCharsets.UTF_8));
    assertThat(Script.read("-", input)).isEqualTo(new Script("stdin", "SELECT 1"));
  }

  @Test
  void losesItsByteOrderMark() throws IOException {
    Path file = Files.writeString(directory.resolve("bom.sql"), "\uFEFFSELECT 1");
    assertThat(read(file.toString()).sql()).isEqualTo("SELECT 1");
  }

  @Test
  void saysWhatIsWrongWithIt() throws IOException {
    assertUsage(directory + "/none.sql", "there is no file");
    assertUsage(directory.toString(), "is a directory");
    assertUsage(Files.writeString(directory.resolve("empty"), " \n").toString(), "is empty");
    Path latin1 = Files.writeString(directory.resolve("l"), "'ä'", StandardCharsets.ISO_8859_1);
    assertUsage(latin1.toString(), "is not text in UTF-8");
    Path dump = Files.write(directory.resolve("dump"), new byte[(16 << 20) + 1]);
    assertUsage(dump.toString(), "is larger than 16 MiB");
  }

  private static Script read(String argument) {
    return Script.read(argument, InputStream.nullInputStream());
  }

  private static void assertUsage(String argument, String message) {
    assertThatThrownBy(() -> read(argument))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(message);
  }
}
