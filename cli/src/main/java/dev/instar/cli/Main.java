package dev.instar.cli;

import dev.instar.cli.command.AbortCommand;
import dev.instar.cli.command.CompletionCommand;
import dev.instar.cli.command.ContractCommand;
import dev.instar.cli.command.ExplainCommand;
import dev.instar.cli.command.MigrateCommand;
import dev.instar.cli.command.PlanCommand;
import dev.instar.cli.command.RemoteCommands;
import dev.instar.cli.command.ResumeCommand;
import dev.instar.cli.command.RootCommand;
import dev.instar.cli.command.SchemaCommand;
import dev.instar.cli.command.StatsCommand;
import dev.instar.cli.command.StatusCommand;
import dev.instar.cli.command.ThrottleCommand;
import dev.instar.cli.serve.ServeCommand;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** Where the process begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(Shell.ofProcess(), arguments));
  }

  /** Runs one command line and returns its exit code; whatever happens, it was told. */
  public static int run(Shell shell, String... arguments) {
    Failures failures = new Failures(shell);
    try {
      int exitCode = commandLine(shell, failures).execute(arguments);
      shell.output().flush();
      return exitCode == 0 && shell.outputFailure().isPresent()
          ? failures.tell(outputLost(shell.outputFailure().get()))
          : exitCode;
    } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
      return failures.tell(e);
    } finally {
      shell.output().flush();
      shell.error().flush();
    }
  }

  private static MigrationException outputLost(String why) {
    return new MigrationException(
        ErrorCode.OUTPUT_LOST,
        "it was done, but what it came to could not be written: " + why,
        "Make room where standard output goes. 'instar status' says how a migration stands.");
  }

  private static CommandLine commandLine(Shell shell, Failures failures) {
    CommandLine line = new CommandLine(new RootCommand(shell));
    commands(shell).forEach(line::addSubcommand);
    for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
      provider.commands(shell).forEach(line::addSubcommand);
    }
    line.addSubcommand(new CompletionCommand(shell));
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    line.getCommandSpec().versionProvider(new Version());
    boolean colour = shell.terminal().output() && shell.terminal().colour();
    return line.setOut(new PrintWriter(shell.output(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.error(), true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures);
  }

  private static List<Object> commands(Shell shell) {
    return List.of(
        new PlanCommand(shell),
        new MigrateCommand(shell),
        new StatsCommand(shell),
        new StatusCommand(shell),
        new RemoteCommands.Pause(shell),
        new ResumeCommand(shell),
        new ThrottleCommand(shell),
        new RemoteCommands.CutOver(shell),
        new AbortCommand(shell),
        new ContractCommand(shell),
        new ExplainCommand(shell),
        new SchemaCommand(shell),
        new ServeCommand(shell));
  }
}
