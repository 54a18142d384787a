package dev.instar.samples.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A run of the command line in a JVM of its own, on the class path of this one. It ends with this
 * JVM. Thread-safe.
 */
public final class InstarProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<InstarProcess> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(InstarProcess::kill), "instar-end-processes"));
  }

  private final Process process;
  private final Thread output;
  private final Thread error;
  private final Queue<String> text = new ConcurrentLinkedQueue<>();

  private InstarProcess(Process process, Consumer<JsonNode> events) {
    this.process = process;
    this.output = read(process.inputReader(StandardCharsets.UTF_8), line -> told(line, events));
    this.error = read(process.errorReader(StandardCharsets.UTF_8), this::said);
  }

  /**
   * Starts a command on a database.
   *
   * @param input what it reads from standard input: the script, where an argument is {@code -}
   * @param jvmOptions such as {@code -Xmx256m}
   * @param arguments the command and its options, without those of the connection
   * @param events takes the objects that the command prints as JSON lines, one thread at a time
   */
  public static InstarProcess start(
      SharedDatabase database,
      String input,
      List<String> jvmOptions,
      List<String> arguments,
      Consumer<JsonNode> events) {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts it.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    // The launcher's archive of classes, which makes for a quick start.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
        .forEach(command::add);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.instar.cli.Main"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.of(
                "INSTAR_URL", database.jdbcUrl(),
                "INSTAR_USER", database.server().user(),
                "INSTAR_PASSWORD", database.server().password()));
    try {
      InstarProcess started = new InstarProcess(builder.start(), events);
      RUNNING.add(started);
      try (OutputStream stream = started.process.getOutputStream()) {
        stream.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading; how it ended says why.
        started.said(e.toString());
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end and returns its exit code, when all that it printed was taken. */
  public int await() throws InterruptedException {
    int code = process.waitFor();
    output.join();
    error.join();
    RUNNING.remove(this);
    return code;
  }

  /**
   * Waits for its end.
   *
   * @throws IllegalStateException if it takes longer, after it was killed, with what it said
   */
  public int await(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new IllegalStateException("not done within " + patience + ":\n" + text());
    }
    return await();
  }

  /** Ends it as {@code kill -9} does. Idempotent. */
  public void kill() {
    process.destroyForcibly();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** All that it has printed so far, but for JSON lines. */
  public String text() {
    return String.join("\n", text);
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    kill();
    RUNNING.remove(this);
  }

  private void told(String line, Consumer<JsonNode> events) {
    if (!line.startsWith("{")) {
      said(line);
      return;
    }
    try {
      events.accept(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      said(line);
    }
  }

  private void said(String line) {
    text.add(line);
  }

  private static Thread read(BufferedReader reader, Consumer<String> lines) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (reader) {
                reader.lines().forEach(lines);
              } catch (IOException | UncheckedIOException e) {
                lines.accept(e.toString());
              }
            });
  }
}
