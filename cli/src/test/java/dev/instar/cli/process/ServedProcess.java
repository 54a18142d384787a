package dev.instar.cli.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code instar serve} on a free port in a process of its own. Of one thread. */
final class ServedProcess implements AutoCloseable {
  private static final Pattern GREETING = Pattern.compile("serving .* on 127\\.0\\.0\\.1:(\\d+)");
  private static final long SECONDS_MAX = 60;

  private final Process process;
  private final BufferedReader output;
  private final Path error;
  private final List<String> said = new ArrayList<>();
  private final int port;

  private ServedProcess(Process process, Path error) throws IOException {
    this.process = process;
    this.error = error;
    output = process.inputReader(StandardCharsets.UTF_8);
    port = greeted();
  }

  /** Starts it, and returns when it listens. */
  static ServedProcess start(Path data, Map<String, String> environment, String... more)
      throws IOException {
    Path error = Files.createTempFile("instar", ".err");
    List<String> command =
        InstarRun.command(
            Stream.concat(
                    Stream.of("serve", "--data", data.toString(), "--port", "0"), Stream.of(more))
                .toArray(String[]::new));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(error.toFile());
    builder.environment().remove("INSTAR_PASSWORD");
    builder.environment().putAll(environment);
    return new ServedProcess(builder.start(), error);
  }

  private int greeted() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      Matcher greeting = GREETING.matcher(line);
      if (greeting.matches()) {
        return Integer.parseInt(greeting.group(1));
      }
    }
    throw new AssertionError("serves nothing: " + said + Files.readString(error));
  }

  int port() {
    return port;
  }

  Connection connect(String database, String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, user, password);
  }

  /** Its command line as everybody on the machine can see it. */
  String commandLine() throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
  }

  /** Sends it a signal, waits for its end and returns its exit code. */
  int end(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start();
    kill.waitFor();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
    }
    if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new AssertionError("did not end at SIG" + signal + ": " + said);
    }
    return process.exitValue();
  }

  /** All that it has said, on both streams, once it has ended. */
  String said() throws IOException {
    return String.join("\n", said) + "\n" + Files.readString(error);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
    Files.deleteIfExists(error);
  }
}
