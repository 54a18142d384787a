package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.run.MigrationStatus;
import dev.instar.migrator.run.Remote;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What can be asked, from any terminal, of the migration that runs. */
public final class RemoteCommands {
  private RemoteCommands() {}

  /** Holds it. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = {
        "Hold the running migration: nothing is copied or verified until `instar resume`. The"
            + " server keeps the log for it meanwhile."
      },
      footer = {"", "Example:", "  instar pause --url jdbc:postgresql://host/shop"})
  public static final class Pause extends Ask {
    public Pause(Shell shell) {
      super(shell, Remote::pause, "is paused; go on with 'instar resume'");
    }
  }

  /** Lets it swap. */
  @Command(
      name = "cut-over",
      mixinStandardHelpOptions = true,
      description = "Let a migration swap that was begun with --postpone-cut-over.",
      footer = {"", "Example:", "  instar cut-over --url jdbc:postgresql://host/shop"})
  public static final class CutOver extends Ask {
    public CutOver(Shell shell) {
      super(shell, Remote::requestCutOver, "may cut over as soon as it is ready");
    }
  }

  /** A question to the runner and what it comes to. */
  abstract static class Ask implements Callable<Integer> {
    private final Shell shell;
    private final Function<Remote, MigrationStatus> question;
    private final String answer;

    @Mixin private ConnectionOptions connection = new ConnectionOptions();

    Ask(Shell shell, Function<Remote, MigrationStatus> question, String answer) {
      this.shell = shell;
      this.question = question;
      this.answer = answer;
    }

    @Override
    public Integer call() throws InterruptedException {
      return connection.run(
          shell,
          settings -> {
            MigrationStatus asked = question.apply(new Remote(new Sessions(settings, "UTC")));
            shell.output().println("Migration " + asked.migration().name() + " " + answer + ".");
            if (asked.interrupted()) {
              shell.output().println("Nobody runs it now; go on with 'instar resume'.");
            }
            return ExitCode.DONE;
          });
    }
  }
}
