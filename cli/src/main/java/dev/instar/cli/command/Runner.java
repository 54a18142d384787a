package dev.instar.cli.command;

import dev.instar.cli.progress.Display;
import dev.instar.cli.progress.ProgressFormat;
import dev.instar.cli.progress.Tally;
import dev.instar.cli.shell.Shell;
import dev.instar.cli.status.TimeWords;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.report.Page;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunOutcome;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.run.TimeTaken;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Runs steps in this process: shows how it goes, stops on Ctrl-C, and says what it came to. */
final class Runner {
  private static final int COLUMNS = 80;

  private final Shell shell;
  private final ProgressFormat format;
  private final RunOptions options;
  private final ThrottleSettings throttle;

  Runner(Shell shell, ProgressFormat format, RunOptions options, ThrottleSettings throttle) {
    this.shell = shell;
    this.format = format;
    this.options = options;
    this.throttle = throttle;
  }

  /** Does it and returns the exit code. */
  int run(ConnectionSettings settings, Function<Migrations, RunOutcome> operation) {
    return run(settings, (migrations, progress) -> operation.apply(migrations));
  }

  /** As above, for an operation that has something to tell on its way. */
  int run(ConnectionSettings settings, BiFunction<Migrations, Progress, RunOutcome> operation) {
    try (Display display = format.open(shell)) {
      Tally tally = new Tally(display);
      Migrations migrations = new Migrations(settings, RunServices.paced(throttle), options, tally);
      StopOnSignal signal = StopOnSignal.listen(migrations, tally);
      try {
        RunOutcome outcome = operation.apply(migrations, tally);
        display.finished(outcome.stopped() ? "stopped" : outcome.state().text(), outcome.times());
        say(outcome.message(), outcome.times(), tally);
        return outcome.stopped() ? ExitCode.STOPPED : ExitCode.DONE;
      } catch (MigrationException e) {
        display.failed(e);
        say("", List.of(), tally);
        throw e;
      } finally {
        signal.close();
      }
    }
  }

  /** Where people read: what it came to, how long that took, and what the rebuilds did. */
  private void say(String message, List<TimeTaken> times, Tally tally) {
    if (format == ProgressFormat.JSON) {
      return;
    }
    Page page = new Page(COLUMNS);
    if (!message.isEmpty()) {
      page.paragraph(0, message);
    }
    TimeWords.print(page, times);
    tally.print(page);
    shell.output().print(page);
    shell.output().flush();
  }
}
