package dev.instar.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.TestShell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code instar serve} refuses before it has made anything. */
class ServeCommandTest {
  private static final int COLUMNS = 80;

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --host 0.0.0.0                      | whatever is sent to 0.0.0.0 could be read on
          --host ::                           | whatever is sent to :: could be read on the way
          --host 0.0.0.0 --tls-key k          | --tls-certificate and --tls-key belong together
          --tls-certificate none --tls-key no | the certificate or its key cannot be read: none
          --host no.such.host.invalid         | there is no host no.such.host.invalid
          --port 65536                        | --port must be between 0 and 65535
          --max-connections 0                 | --max-connections must be at least 1
          --set work_memory=1                 | unrecognized configuration parameter
          --set work_mem=much                 | invalid value for parameter "work_mem"
          --set block_size=4096               | parameter "block_size" cannot be changed
          --password-file none                | there is no password file none
          """)
  void whatItCannotServeIsSaid(String options, String error) {
    TestShell shell = new TestShell(Map.of("INSTAR_PASSWORD", "hunter2"));
    assertThat(serve(shell, options)).as(shell.error()).isEqualTo(2);
    assertThat(shell.error())
        .startsWith("error [USAGE]: " + error)
        .contains("  next: ")
        .doesNotContain("hunter2");
    assertThat(shell.output()).isEmpty();
    assertThat(data().toFile().list()).isNullOrEmpty();
  }

  @Test
  void nobodyIsServedWithoutAPassword() throws IOException {
    TestShell shell = new TestShell(Map.of());
    assertThat(serve(shell, "")).isEqualTo(2);
    assertThat(shell.error())
        .startsWith("error [USAGE]: the user instar has no password")
        .contains("  next: Set INSTAR_PASSWORD, or give --password-file.");
    assertThat(data()).doesNotExist();

    Path secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
    assertThat(serve(shell, "--password-file " + secret)).isEqualTo(2);
    assertThat(shell.error())
        .contains("can be read or written by other users")
        .doesNotContain("hunter2");
  }

  @Test
  void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectories(data());
    Files.writeString(data().resolve("notes.txt"), "mine", StandardCharsets.UTF_8);
    TestShell shell = new TestShell(Map.of("INSTAR_PASSWORD", "hunter2"));
    assertThat(serve(shell, "")).as(shell.error()).isEqualTo(1);
    assertThat(shell.error())
        .startsWith("error [DATA_DIRECTORY]: directory ")
        .contains(
            "is no database and is not empty", "notes.txt", "  next: Give an empty directory");
    assertThat(data())
        .isDirectoryContaining("glob:**/notes.txt")
        .isDirectoryNotContaining("glob:**/lock");
  }

  @Test
  void itsHelpFitsATerminal() {
    TestShell shell = new TestShell(Map.of());
    assertThat(shell.run("serve", "--help")).isZero();
    assertThat(shell.output().lines())
        .contains("  INSTAR_PASSWORD=secret instar serve --data ./data --port 5433")
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
    // A line of the footer that the help has broken leaves a word or two alone.
    assertThat(shell.output().lines().filter(line -> line.matches("\\w+"))).isEmpty();
  }

  private int serve(TestShell shell, String options) {
    List<String> words = options.isEmpty() ? List.of() : List.of(options.split(" "));
    return shell.run(
        Stream.concat(Stream.of("serve", "--data", data().toString()), words.stream())
            .toArray(String[]::new));
  }

  private Path data() {
    return directory.resolve("data");
  }
}
