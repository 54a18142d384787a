package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code instar} without a command says which there are. */
@Command(
    name = "instar",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Changes the shape of a live table, and nobody using the table notices.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; the message says what state the database is in",
      "2:wrong usage",
      "3:the plan has a finding at or above --fail-on",
      "4:refused: Instar knows no safe way",
      "5:an unfinished migration is in the way",
      "6:the lock or the cut-over could not be had within its budget",
      "130:stopped with Ctrl-C; the migration can be resumed",
      "143:likewise with SIGTERM, and 129 when the terminal was closed"
    },
    footer = {
      "",
      "Examples:",
      "  instar plan --url jdbc:postgresql://host/shop V7__orders_bigint.sql",
      "  instar migrate --url jdbc:postgresql://host/shop V7__orders_bigint.sql",
      "  instar status --url jdbc:postgresql://host/shop"
    })
public final class RootCommand implements Callable<Integer> {
  private final Shell shell;

  @Spec private CommandSpec spec;

  public RootCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(shell.error());
    return ExitCode.USAGE;
  }
}
