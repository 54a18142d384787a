package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.run.MigrationStatus;
import dev.instar.migrator.run.Remote;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Changes the throttle of the migration that runs. */
@Command(
    name = "throttle",
    mixinStandardHelpOptions = true,
    description = {
      "Change how fast the running migration may go. What is not given stays as it is.",
    },
    footer = {
      "",
      "Example:",
      "  instar throttle --max-rows-per-second 5000 --url jdbc:postgresql://host/shop"
    })
public final class ThrottleCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ThrottleOptions throttle = new ThrottleOptions();

  public ThrottleCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!throttle.any()) {
      throw Usage.error("nothing was given to change");
    }
    String change = throttle.changeAsJson();
    return connection.run(shell, settings -> ask(settings, change));
  }

  private int ask(ConnectionSettings settings, String change) {
    MigrationStatus asked = new Remote(new Sessions(settings, "UTC")).throttle(change);
    shell
        .output()
        .println("Migration " + asked.migration().name() + " is throttled by " + change + ".");
    if (asked.interrupted()) {
      shell.output().println("Nobody runs it now; go on with 'instar resume'.");
    }
    return ExitCode.DONE;
  }
}
