package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with what was begun. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Go on with the unfinished migration: here if nobody runs it, and where it runs if it is"
          + " paused."
    },
    footer = {"", "Example:", "  instar resume --url jdbc:postgresql://host/shop"})
public final class ResumeCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();
  @Mixin private ThrottleOptions throttle = new ThrottleOptions();

  @Option(
      names = "--postpone-cut-over",
      description = "Do all but the swap, keep the copy in step, and wait for `instar cut-over`.")
  private boolean postponeCutOver;

  @Option(names = "--contract", description = "Remove the old shape at once as well.")
  private boolean contract;

  public ResumeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    Runner runner =
        new Runner(
            shell,
            execution.progress(),
            execution.runOptions(postponeCutOver),
            throttle.over(ThrottleSettings.DEFAULT));
    return connection.run(
        shell, settings -> runner.run(settings, migrations -> migrations.resume(contract)));
  }
}
