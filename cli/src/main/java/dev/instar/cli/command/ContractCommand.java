package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes the old shape. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    description = {
      "Remove the old shape of a finished migration: the retained table, dropped columns and"
          + " indexes. There is no way back from it."
    },
    footer = {"", "Example:", "  instar contract --url jdbc:postgresql://host/shop"})
public final class ContractCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The migration's name, where several wait for their contract.")
  private Optional<String> name = Optional.empty();

  public ContractCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    Runner runner =
        new Runner(
            shell, execution.progress(), execution.runOptions(false), ThrottleSettings.DEFAULT);
    return connection.run(
        shell, settings -> runner.run(settings, migrations -> migrations.contract(name)));
  }
}
