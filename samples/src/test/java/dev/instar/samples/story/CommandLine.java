package dev.instar.samples.story;

import dev.instar.cli.Main;
import dev.instar.cli.shell.PasswordPrompt;
import dev.instar.cli.shell.Shell;
import dev.instar.cli.shell.Terminal;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code instar} as somebody gives its commands, in this process. */
record CommandLine(Map<String, String> environment) {
  /** Without a server. */
  static final CommandLine OFFLINE = new CommandLine(Map.of());

  static CommandLine of(SharedDatabase database) {
    return new CommandLine(
        Map.of(
            "INSTAR_URL", database.jdbcUrl(),
            "INSTAR_USER", database.server().user(),
            "INSTAR_PASSWORD", database.server().password()));
  }

  /** What a command came to. */
  record Result(int exitCode, String output, String error) {}

  Result run(List<String> arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            environment,
            Terminal.NONE,
            PasswordPrompt.NOBODY);
    int exitCode = Main.run(shell, arguments.toArray(String[]::new));
    return new Result(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  Result plan(Path migration, List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("plan"));
    arguments.addAll(options);
    arguments.add(migration.toString());
    return run(arguments);
  }

  Result migrate(Path migration, String... options) {
    List<String> arguments = new ArrayList<>(List.of("migrate"));
    arguments.addAll(List.of(options));
    arguments.add(migration.toString());
    return run(arguments);
  }
}
