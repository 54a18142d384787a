package dev.instar.samples.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's process, which ends with this JVM. Thread-safe. */
final class ServerChild {
  /** Recovery of a long log is part of the start. */
  private static final long PATIENCE_SECONDS = 600;

  private static final Set<ServerChild> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(ServerChild::kill), "instar-end-servers"));
  }

  private final Process process;
  private final int port;

  private ServerChild(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a command.
   *
   * @param listening the line by which it says that it listens; the first group is its port
   * @throws IllegalStateException if it ends instead, with what it said
   */
  static ServerChild start(
      List<String> command, Map<String, String> environment, Pattern listening) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Queue<String> said = new ConcurrentLinkedQueue<>();
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform()
        .daemon()
        .name("server-output")
        .start(
            () -> {
              read(process.inputReader(StandardCharsets.UTF_8), said, port, listening);
              port.completeExceptionally(
                  new IllegalStateException("it ended: " + String.join("\n", said)));
            });
    boolean started = false;
    try {
      ServerChild child = new ServerChild(process, port.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      RUNNING.add(child);
      started = true;
      return child;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no server: " + command.getLast(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      if (!started) {
        process.destroyForcibly();
      }
    }
  }

  private static void read(
      BufferedReader output,
      Queue<String> said,
      CompletableFuture<Integer> port,
      Pattern listening) {
    try (output) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher matcher = listening.matcher(line);
        if (matcher.matches()) {
          port.complete(Integer.parseInt(matcher.group(1)));
        }
        if (!port.isDone()) {
          said.add(line);
        }
      }
    } catch (IOException e) {
      // The pipe breaks when the process is killed.
      said.add(e.toString());
    }
  }

  int port() {
    return port;
  }

  /** Asks it to end (SIGTERM) and waits until it has. */
  void end() {
    process.destroy();
    awaitEnd();
  }

  /** Ends it as {@code kill -9} does. Idempotent. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    RUNNING.remove(this);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
