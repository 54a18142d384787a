package dev.instar.cli.command;

import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.Migrations;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a safe stop: while it is open, the JVM's end waits until the run
 * has stopped and said so. The JVM then ends with 130 or 143, as shells expect.
 */
final class StopOnSignal implements AutoCloseable {
  /** A chunk or an index build may have to be cancelled first. After that, resuming mends it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook;

  private StopOnSignal(Migrations migrations, Progress progress) {
    hook =
        new Thread(
            () -> {
              progress.report(new ProgressEvent.Notice("stopping at the next safe point ..."));
              migrations.stop();
              await();
            },
            "stop on signal");
  }

  /** From now on a signal stops the run. */
  static StopOnSignal listen(Migrations migrations, Progress progress) {
    StopOnSignal signal = new StopOnSignal(migrations, progress);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void await() {
    try {
      if (!stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run has ended, and all is said. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs already; it sees that we have stopped.
      return;
    }
  }
}
