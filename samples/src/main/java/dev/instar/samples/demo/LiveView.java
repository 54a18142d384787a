package dev.instar.samples.demo;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.Quantities;
import dev.instar.samples.load.Moment;
import dev.instar.samples.load.OpenLoop;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows what clients experience right now: in a terminal one line that is redrawn four times a
 * second, elsewhere a plain line every two seconds. Its own thread, from construction to {@link
 * #close}.
 */
final class LiveView implements AutoCloseable {
  private static final Duration MOMENT = Duration.ofMillis(250);
  private static final int MOMENTS_PER_SECOND = 4;
  private static final int PLAIN_LINE_MOMENTS = 2 * MOMENTS_PER_SECOND;
  private static final int TIMELINE_WIDTH = 32;

  /** Back to the margin and the rest of the line blank, see ECMA-48: EL. */
  private static final String REDRAW = "\r\u001b[K";

  private final Shell shell;
  private final OpenLoop load;
  private final boolean redraws;
  private final Ink ink;
  private final Timeline timeline = new Timeline(TIMELINE_WIDTH);
  private final Thread thread;
  private volatile String status = "";
  private volatile boolean closed;

  LiveView(Shell shell, OpenLoop load) {
    this.shell = shell;
    this.load = load;
    this.redraws = redraws(shell);
    this.ink = shell.terminal().outputInk();
    this.thread = Thread.ofPlatform().name("live-view").daemon().start(this::watch);
  }

  /** Whether it draws bars in a line that is redrawn. */
  static boolean redraws(Shell shell) {
    return shell.terminal().output() && shell.terminal().canRedraw();
  }

  /** What is shown at the end of the line. Any thread. */
  void status(String words) {
    status = words;
  }

  private void watch() {
    long[] answered = new long[MOMENTS_PER_SECOND];
    Duration slowest = Duration.ZERO;
    long plainAnswered = 0;
    long next = System.nanoTime();
    for (int i = 0; !closed; i++) {
      next += MOMENT.toNanos();
      try {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      } catch (InterruptedException e) {
        break;
      }
      Moment moment = load.look();
      timeline.add(moment.slowest());
      answered[i % MOMENTS_PER_SECOND] = moment.answered();
      plainAnswered += moment.answered();
      slowest = slowest.compareTo(moment.slowest()) > 0 ? slowest : moment.slowest();
      if (redraws) {
        redraw(sum(answered), moment.slowest());
      } else if (i % PLAIN_LINE_MOMENTS == PLAIN_LINE_MOMENTS - 1) {
        shell.output().println("  " + numbers(plainAnswered / 2, slowest) + "  " + status);
        slowest = Duration.ZERO;
        plainAnswered = 0;
      }
    }
  }

  private void redraw(long perSecond, Duration slowest) {
    shell
        .output()
        .print(
            REDRAW
                + "  "
                + timeline.draw(ink)
                + " "
                + numbers(perSecond, slowest)
                + "  "
                + ink.faint(status));
    shell.output().flush();
  }

  private static String numbers(long perSecond, Duration slowest) {
    return String.format(
        Locale.ROOT, "%4d/s  slowest %-6s", perSecond, Quantities.duration(slowest));
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  /** Stops, and leaves the last line as it is. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (redraws) {
      shell.output().println();
    }
  }
}
