package dev.instar.engine.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running server process, from its start to its end.
 *
 * <p>It is the child of a small shell that watches its own standard input, a pipe from this JVM. If
 * the JVM dies in whatever way, the pipe ends and the shell ends the server at once and deletes its
 * directory: nothing is ever left behind. Not thread-safe; its server guards it.
 */
final class Postmaster {
  private static final String WATCH =
      """
      root=$1; shift
      exec 3<&0
      "$@" >>"$root/log" 2>&1 </dev/null 3<&- &
      server=$!
      echo "$server"
      ( read -r _ <&3; : >"$root/orphaned"; kill -QUIT "$server"; kill -CONT "$server" ) \\
        >/dev/null 2>&1 &
      watch=$!
      exec 3<&-
      wait "$server"
      status=$?
      kill "$watch" 2>/dev/null
      [ -e "$root/orphaned" ] && rm -rf "$root"
      exit "$status"
      """;

  /** pg_ctl waits 60 s by default; a machine busy with other builds is slow, not dead. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process shell;
  private final long pid;
  private final Path statusFile;

  private Postmaster(Process shell, long pid, Path data) {
    this.shell = shell;
    this.pid = pid;
    this.statusFile = data.resolve("postmaster.pid");
  }

  /** Starts {@code bin/postgres} on a data directory; {@link #awaitReady} tells when it serves. */
  static Postmaster start(Path binaries, DataDirectory directory) throws IOException {
    Path data = directory.data();
    String root = directory.root().toString();
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", WATCH, "watch", root));
    command.addAll(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(directory.account().command(command));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.directory(directory.root().toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process shell = builder.start();
    BufferedReader out = shell.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the shell that was to start PostgreSQL ended: " + command);
    }
    return new Postmaster(shell, Long.parseLong(line.strip()), data);
  }

  long pid() {
    return pid;
  }

  boolean isRunning() {
    return shell.isAlive();
  }

  /**
   * Waits until the server accepts connections.
   *
   * @return false if it ended instead
   */
  boolean awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (shell.isAlive()) {
      if (isReady()) {
        return true;
      }
      if (System.nanoTime() > end) {
        signal("QUIT");
        awaitEnd();
        throw new IOException("PostgreSQL did not become ready within " + PATIENCE);
      }
      if (shell.waitFor(10, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    return false;
  }

  /** Line 8 of postmaster.pid is the state, see miscadmin.h; line 1 the process. */
  private boolean isReady() throws IOException {
    try {
      List<String> lines = Files.readAllLines(statusFile);
      return lines.size() >= 8
          && lines.get(0).equals(Long.toString(pid))
          && lines.get(7).startsWith("ready");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Sends a signal ({@code INT}, {@code QUIT}) to the server process. */
  void signal(String name) throws IOException, InterruptedException {
    signal(name, List.of(pid));
  }

  /** Sends a signal to the server process and then to all processes that it has started. */
  void signalAll(String name) throws IOException, InterruptedException {
    List<Long> pids = new ArrayList<>(List.of(pid));
    ProcessHandle.of(pid)
        .ifPresent(server -> server.descendants().forEach(child -> pids.add(child.pid())));
    signal(name, pids);
  }

  private void signal(String name, List<Long> pids) throws IOException, InterruptedException {
    if (!shell.isAlive()) {
      return;
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\"", "kill", name));
    pids.forEach(each -> command.add(Long.toString(each)));
    new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Waits for the end of the server; one that does not end in time is killed. */
  void awaitEnd() throws IOException, InterruptedException {
    if (!shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      signalAll("KILL");
      shell.waitFor();
    }
    shell.getOutputStream().close();
  }
}
