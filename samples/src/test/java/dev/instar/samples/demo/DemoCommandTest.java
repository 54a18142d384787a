package dev.instar.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.cli.shell.PasswordPrompt;
import dev.instar.cli.shell.Shell;
import dev.instar.cli.shell.Terminal;
import dev.instar.migrator.error.MigrationException;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The demo as a reader of the README runs it, of a smaller shop. */
final class DemoCommandTest {
  private static final int COLUMNS = 80;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  @Test
  void onTheBundledEngineNoRowDiffersAndNoWriteIsLost() throws Exception {
    assertThat(run("--rows", "5000", "--clients", "3", "--rate", "60")).isZero();
    assertThat(text().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(COLUMNS));
    assertThat(text())
        .contains("Starting the bundled engine")
        .containsPattern("requests failed +0 +0")
        .containsPattern("rows that differ +– +0")
        .containsPattern("clients' writes lost +0 +0");
  }

  @Test
  void aVersionIsOneOfARealServer() {
    assertThatThrownBy(() -> run("--on", "bundled", "--postgresql", "16"))
        .isInstanceOf(MigrationException.class)
        .hasMessageContaining("a real server");
  }

  private int run(String... arguments) throws Exception {
    PrintStream printer = new PrintStream(output, true, StandardCharsets.UTF_8);
    Shell shell =
        new Shell(
            InputStream.nullInputStream(),
            printer,
            System.err,
            Map.of(),
            Terminal.NONE,
            PasswordPrompt.NOBODY);
    DemoCommand command = new DemoCommand(shell);
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
    return command.call();
  }

  private String text() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
