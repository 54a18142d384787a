package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.offline.SizesFile;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.catalog.SizesReader;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes down how large the tables are, for plans without a server. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Write down how large the tables of a database are, for `instar plan --stats`.",
      "Names, rows and bytes of tables, and nothing of what is in them. Any role that may connect"
          + " can ask."
    },
    footer = {
      "",
      "Examples:",
      "  instar stats --url jdbc:postgresql://host/shop --output db/stats.json",
      "  instar plan --stats db/stats.json db/migration/V7__orders_bigint.sql"
    })
public final class StatsCommand implements Callable<Integer> {
  private static final String TIME_ZONE = "UTC";

  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it. Default: standard output.")
  private Optional<Path> output = Optional.empty();

  public StatsCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    return connection.run(shell, this::write);
  }

  private int write(ConnectionSettings settings) {
    String sizes = SizesFile.write(SizesReader.read(new Sessions(settings, TIME_ZONE)));
    if (output.isEmpty()) {
      shell.output().print(sizes);
      return ExitCode.DONE;
    }
    try {
      Files.writeString(output.get(), sizes);
    } catch (IOException e) {
      throw new MigrationException(
          ErrorCode.USAGE, "cannot write " + output.get() + ": " + e, "Check --output.", e);
    }
    return ExitCode.DONE;
  }
}
