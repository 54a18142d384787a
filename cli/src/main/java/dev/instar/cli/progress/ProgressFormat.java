package dev.instar.cli.progress;

import dev.instar.cli.shell.Shell;
import java.time.Clock;

/** How progress is shown. */
public enum ProgressFormat {
  /**
   * The live line where standard error is a terminal that can redraw a line, log lines otherwise.
   */
  AUTO,
  /** Log lines on standard error. */
  PLAIN,
  /** JSON lines on standard output. */
  JSON;

  /** Begins to show a migration's progress. */
  public Display open(Shell shell) {
    boolean live = shell.terminal().error() && shell.terminal().canRedraw();
    return switch (this) {
      case AUTO ->
          live
              ? LiveLine.open(shell.error(), shell.terminal().columns(), System::nanoTime)
              : new LogLines(shell.error(), Clock.systemUTC());
      case PLAIN -> new LogLines(shell.error(), Clock.systemUTC());
      case JSON -> new JsonLines(shell.output(), Clock.systemUTC());
    };
  }
}
