package dev.instar.samples.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands in processes of their own, without a terminal. */
final class Bash {
  private static final long MINUTES_MAX = 3;

  private Bash() {}

  /** What a command came to; its output and its errors in one. */
  record Ran(int exitCode, String output) {}

  /** Runs a script, with nothing in the environment but this and what every process has. */
  static Ran script(Path directory, Map<String, String> environment, String script)
      throws IOException {
    Path file = Files.createTempFile("step", ".sh");
    try {
      Files.writeString(file, script);
      return run(
          directory,
          environment,
          List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", file.toString()));
    } finally {
      Files.delete(file);
    }
  }

  static Ran run(Path directory, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("job", ".out");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("INSTAR_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("did not end: " + command + "\n" + Files.readString(output));
        }
        return new Ran(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
