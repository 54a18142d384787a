package dev.instar.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path directory;

  @Test
  void itTakesThePlaceOfWhatWasThereAndLeavesNothingElse() throws IOException {
    Path file = directory.resolve("a.json");
    OutputFile.write(file, "eins");
    OutputFile.write(file, "zwei é");

    assertThat(file).hasContent("zwei é");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void aPrivateFileIsItsOwnersAlone() throws IOException {
    Path file = directory.resolve("a.json");
    OutputFile.write(file, "for all");
    OutputFile.writePrivate(file, "for me");

    assertThat(file).hasContent("for me");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aLinkStaysOne() throws IOException {
    Path file = Files.writeString(directory.resolve("a.json"), "one");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    OutputFile.write(link, "two");

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("two");
  }

  @Test
  void whatCannotBeWrittenIsNamedAndLeavesNothing() throws IOException {
    assertThatThrownBy(() -> OutputFile.write(directory.resolve("none/a.json"), ""))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_LOST))
        .hasMessageEndingWith("none/a.json: there is no such folder");
    assertThatThrownBy(() -> OutputFile.write(directory, ""))
        .hasMessageEndingWith(": it is no ordinary file");
    assertThatThrownBy(() -> OutputFile.write(Path.of("/dev/null"), ""))
        .hasMessage("cannot write /dev/null: it is no ordinary file");
    assertThat(files()).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
