package dev.instar.cli.shell;

import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the process was started in.
 *
 * @param input standard input
 * @param output standard output: what was asked for. In UTF-8; silent once its reader has gone
 * @param error standard error: progress, and what went wrong. In UTF-8
 * @param environment the environment variables
 * @param terminal what the streams lead to
 * @param prompt asks for a password
 */
public record Shell(
    InputStream input,
    PrintStream output,
    PrintStream error,
    Map<String, String> environment,
    Terminal terminal,
    PasswordPrompt prompt) {
  public Shell {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(error, "error");
    environment = Map.copyOf(environment);
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(prompt, "prompt");
  }

  /** The shell of this process. */
  public static Shell ofProcess() {
    Terminal terminal = Terminal.detect(System.getProperties(), System.getenv());
    return new Shell(
        System.in,
        Descriptor.printer(FileDescriptor.out),
        Descriptor.printer(FileDescriptor.err),
        System.getenv(),
        terminal,
        PasswordPrompt::onConsole);
  }

  /** An environment variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether stack traces are wanted: {@code INSTAR_DEBUG=1}. */
  public boolean debug() {
    return variable("INSTAR_DEBUG").filter(value -> !value.equals("0")).isPresent();
  }

  /** Why not all of standard output could be written; a reader that has gone is no reason. */
  public Optional<String> outputFailure() {
    return output instanceof Descriptor.Printer printer ? printer.failure() : Optional.empty();
  }
}
