package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a migration back. */
@Command(
    name = "abort",
    mixinStandardHelpOptions = true,
    description = {
      "Take the unfinished migration back, or one that waits for its contract, as far as its plan"
          + " says that there is a way back. Asks its runner to do so, if it has one."
    },
    footer = {"", "Example:", "  instar abort --url jdbc:postgresql://host/shop"})
public final class AbortCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The migration's name, where several wait for their contract.")
  private Optional<String> name = Optional.empty();

  public AbortCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    Runner runner =
        new Runner(
            shell, execution.progress(), execution.runOptions(false), ThrottleSettings.DEFAULT);
    return connection.run(
        shell, settings -> runner.run(settings, migrations -> migrations.abort(name)));
  }
}
