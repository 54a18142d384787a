package dev.instar.cli;

import dev.instar.cli.shell.PasswordPrompt;
import dev.instar.cli.shell.Shell;
import dev.instar.cli.shell.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A shell without a terminal that keeps what is written. */
public final class TestShell {
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private final Shell shell;

  public TestShell(Map<String, String> environment) {
    this(environment, PasswordPrompt.NOBODY);
  }

  public TestShell(Map<String, String> environment, PasswordPrompt prompt) {
    shell =
        new Shell(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            environment,
            Terminal.NONE,
            prompt);
  }

  public Shell shell() {
    return shell;
  }

  public int run(String... arguments) {
    return Main.run(shell, arguments);
  }

  public String output() {
    return output.toString(StandardCharsets.UTF_8);
  }

  public String error() {
    return error.toString(StandardCharsets.UTF_8);
  }
}
