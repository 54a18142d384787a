package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.cli.status.JsonStatus;
import dev.instar.cli.status.TextStatus;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.run.MigrationStatus;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how the migration stands. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Say how the unfinished migration stands, or the last one.",
    footer = {
      "",
      "Examples:",
      "  instar status --url jdbc:postgresql://host/shop",
      "  instar status --format json | jq .migration.state"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text or json. Default: text.")
  private StatusFormat format = StatusFormat.TEXT;

  public StatusCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    return connection.run(shell, this::print);
  }

  private int print(ConnectionSettings settings) {
    Optional<MigrationStatus> status = Services.state(settings).status();
    shell
        .output()
        .print(
            switch (format) {
              case TEXT -> new TextStatus(shell.terminal().outputInk()).render(status);
              case JSON -> JsonStatus.render(status);
            });
    return ExitCode.DONE;
  }
}
