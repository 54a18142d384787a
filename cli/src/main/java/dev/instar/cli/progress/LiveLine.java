package dev.instar.cli.progress;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.TimeTaken;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One line at the bottom of a terminal, redrawn in place; what should stay is printed above it.
 *
 * <pre>
 * [1.1 1/2] copy 37%  1.2M/3.3M rows  ETA 2 min 5 s  85k rows/s  backlog 12  0:42
 * </pre>
 *
 * Each redraw is one write, so that the line does not flicker, and is shorter than the terminal is
 * wide, so that it never wraps. What does not fit is left out, the least important first.
 */
final class LiveLine implements Display {
  /** A terminal may be made narrower while we run, but rarely below this. */
  private static final int COLUMNS_MAX = 80;

  private static final long TICK_MILLIS = 1_000;

  private static final String TO_LINE_START = "\r";
  // Erase in Line, to the end (ECMA-48).
  private static final String ERASE = "\u001b[K";

  private final PrintStream terminal;
  private final int columns;
  private final LongSupplier nanoTime;

  // Guarded by this.
  private String step = "";
  private List<String> phrases = List.of();
  private long stepBegan;
  private boolean closed;

  LiveLine(PrintStream terminal, int columns, LongSupplier nanoTime) {
    this.terminal = terminal;
    // In the last column some terminals already wrap.
    this.columns = Math.min(columns, COLUMNS_MAX) - 1;
    this.nanoTime = nanoTime;
  }

  /** One that keeps counting the seconds, even of a step that has nothing to tell. */
  static LiveLine open(PrintStream terminal, int columns, LongSupplier nanoTime) {
    LiveLine line = new LiveLine(terminal, columns, nanoTime);
    Thread.ofPlatform().name("live line").daemon().start(line::tick);
    return line;
  }

  private synchronized void tick() {
    try {
      while (!closed) {
        redraw();
        wait(TICK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void report(ProgressEvent event) {
    switch (event) {
      case ProgressEvent.StepStarted started -> {
        step = "[%s %d/%d]".formatted(started.stepId(), started.position(), started.total());
        phrases = List.of(started.title());
        stepBegan = nanoTime.getAsLong();
        redraw();
      }
      case ProgressEvent.StepFinished finished -> {
        step = "";
        above(LogLines.text(finished));
      }
      case ProgressEvent.Notice notice -> above(notice.message());
      case ProgressEvent.Snapshot snapshot -> {
        phrases = Phrases.of(snapshot);
        redraw();
      }
      case ProgressEvent.RebuildSummary summary -> {
        // Said at the end, see Tally.
      }
    }
  }

  @Override
  public void finished(String outcome, List<TimeTaken> times) {
    erase();
  }

  @Override
  public void failed(MigrationException failure) {
    erase();
  }

  @Override
  public synchronized void close() {
    erase();
    closed = true;
    notifyAll();
  }

  private synchronized void above(String text) {
    if (!closed) {
      write(TO_LINE_START + ERASE + text + System.lineSeparator() + line());
    }
  }

  private synchronized void redraw() {
    if (!closed && !step.isEmpty()) {
      write(TO_LINE_START + line() + ERASE);
    }
  }

  private synchronized void erase() {
    if (!closed) {
      step = "";
      write(TO_LINE_START + ERASE);
    }
  }

  private void write(String text) {
    terminal.print(text);
    terminal.flush();
  }

  private String line() {
    if (step.isEmpty()) {
      return "";
    }
    String elapsed = Phrases.clock(Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - stepBegan)));
    int room = columns - step.length() - 1 - elapsed.length() - 2;
    List<String> fitting = new ArrayList<>();
    for (String phrase : phrases) {
      int needed = phrase.length() + (fitting.isEmpty() ? 0 : 2);
      if (needed > room) {
        // What is said first is said at least in part.
        if (fitting.size() < 2 && room > 10) {
          fitting.add(phrase.substring(0, room - 3) + "…");
        }
        break;
      }
      fitting.add(phrase);
      room -= needed;
    }
    String text = step + " " + String.join("  ", fitting) + "  " + elapsed;
    return text.length() <= columns ? text : text.substring(0, columns);
  }
}
