package dev.instar.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that has run.
 *
 * @param command as it was started, for messages
 */
record Ran(List<String> command, int exitCode, String output, String error) {
  private static final long SECONDS_MAX = 120;

  /** Runs it without a terminal and with this in its environment, and waits for its end. */
  static Ran of(Path directory, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("instar", ".out");
      Path error = Files.createTempFile("instar", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("did not end: " + command + "\n" + read(error));
        }
        return new Ran(command, process.exitValue(), read(output), read(error));
      } finally {
        Files.delete(output);
        Files.delete(error);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
