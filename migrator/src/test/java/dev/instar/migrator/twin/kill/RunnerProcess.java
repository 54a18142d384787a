package dev.instar.migrator.twin.kill;

import dev.instar.engine.oracle.SharedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A {@link RunnerMain} that was started. Thread-safe; its starter closes it. */
final class RunnerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Process process;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Thread reader;

  private RunnerProcess(Process process, BiConsumer<RunnerProcess, String> onLine) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().unstarted(() -> read(onLine));
  }

  /**
   * Starts it.
   *
   * @param command {@code migrate} or {@code abort}
   * @param onLine is told every line that it prints, by one thread
   */
  static RunnerProcess start(
      SharedDatabase database, String command, BiConsumer<RunnerProcess, String> onLine)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RunnerMain.class.getName(),
            command,
            database.jdbcUrl(),
            database.server().user());
    builder.environment().put(RunnerMain.PASSWORD, database.server().password());
    builder.redirectErrorStream(true);
    RunnerProcess started = new RunnerProcess(builder.start(), onLine);
    started.reader.start();
    return started;
  }

  /** Ends it as {@code kill -9} does. Idempotent. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Waits for its end and returns its exit code, when all that it printed was taken. */
  int await() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new IllegalStateException("not done within " + PATIENCE + ":\n" + text());
    }
    reader.join();
    return process.exitValue();
  }

  /** All that it has printed so far. */
  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    kill();
  }

  private void read(BiConsumer<RunnerProcess, String> onLine) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        onLine.accept(this, line);
      }
    } catch (IOException | UncheckedIOException e) {
      lines.add(e.toString());
    }
  }
}
