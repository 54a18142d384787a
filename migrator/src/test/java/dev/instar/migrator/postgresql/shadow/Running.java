package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.progress.ProgressEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A rebuild that runs beside the test. Used by the test's thread; closing it ends it. */
final class Running implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RebuildHarness harness;
  private final int eventsBefore;
  private final Thread thread;
  private volatile Throwable failure;

  private Running(RebuildHarness harness, StepContext context, RebuildExecutor executor) {
    this.harness = harness;
    this.eventsBefore = harness.events().size();
    this.thread =
        Thread.ofPlatform()
            .name("rebuild")
            .start(
                () -> {
                  try {
                    executor.execute(context);
                  } catch (Throwable e) {
                    failure = e;
                    System.out.println("the rebuild has ended: " + e);
                  }
                });
  }

  static Running start(RebuildHarness harness, StepContext context) {
    return start(harness, context, new RebuildExecutor());
  }

  static Running start(RebuildHarness harness, StepContext context, RebuildExecutor executor) {
    return new Running(harness, context, executor);
  }

  /** Waits until it has told something with that text. */
  void awaitNotice(String text) throws Exception {
    await(() -> told(text));
  }

  /** Whether it has told something with that text. */
  boolean told(String text) {
    return harness.events().stream()
        .skip(eventsBefore)
        .anyMatch(event -> event instanceof ProgressEvent.Notice n && n.message().contains(text));
  }

  void awaitPostponed() throws Exception {
    awaitNotice("waits for `instar cut-over`");
  }

  /** Waits until a query is true; the rebuild must still be running then. */
  void awaitTrue(String booleanQuery) throws Exception {
    await(() -> "t".equals(harness.query(booleanQuery)));
  }

  private void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (!thread.isAlive() && !condition.call()) {
        throw new AssertionError("the rebuild has ended: " + failure, failure);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain");
      }
      Thread.sleep(5);
    }
  }

  boolean isRunning() {
    return thread.isAlive();
  }

  /** As a terminal's Ctrl-C does. */
  void interrupt() {
    thread.interrupt();
  }

  /** Waits for its end; what it threw, if it did. */
  Optional<Throwable> end() throws InterruptedException {
    if (!thread.join(PATIENCE)) {
      StringBuilder stacks = new StringBuilder();
      Thread.getAllStackTraces()
          .forEach(
              (t, stack) -> {
                if (t.getName().startsWith("instar") || t.equals(thread)) {
                  stacks.append(t.getName()).append('\n');
                  for (StackTraceElement element : stack) {
                    stacks.append("    ").append(element).append('\n');
                  }
                }
              });
      throw new AssertionError("the rebuild does not end:\n" + stacks);
    }
    return Optional.ofNullable(failure);
  }

  /** Waits until it has succeeded. */
  ProgressEvent.RebuildSummary finish() throws InterruptedException {
    Optional<Throwable> thrown = end();
    if (thrown.isPresent()) {
      throw new AssertionError("the rebuild failed: " + thrown.get(), thrown.get());
    }
    return harness.summary();
  }

  /** Waits until it has failed with an error of Instar's. */
  MigrationException fails() throws InterruptedException {
    Optional<Throwable> thrown = end();
    if (thrown.isPresent() && thrown.get() instanceof MigrationException e) {
      return e;
    }
    throw new AssertionError("the rebuild should have failed: " + thrown, thrown.orElse(null));
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("the rebuild does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
