package dev.instar.samples.contest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The program {@code pgbench} of PostgreSQL, where it is installed. Stateless. */
public final class StockPgbench {
  private static final int LATENCY_FIELD = 2;

  private StockPgbench() {}

  /** What it calls itself; empty where there is none on the PATH. */
  public static Optional<String> version() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("pgbench", "--version").start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    } catch (IOException e) {
      // There is none.
      return Optional.empty();
    }
  }

  /**
   * Runs its built-in transactions, prepared.
   *
   * @param length in whole seconds, at least one; it has no warm-up
   */
  public static Throughput run(Contestant server, BuiltIn kind, int clients, Duration length)
      throws IOException, InterruptedException {
    long seconds = Math.max(1, length.toSeconds());
    Contestant.Address address = server.address();
    ContestDirectory logs = ContestDirectory.create("instar-pgbench");
    try {
      List<String> command =
          new ArrayList<>(
              List.of("pgbench", "-n", "-M", "prepared", kind.option(), "-h", "127.0.0.1"));
      command.addAll(List.of("-p", Integer.toString(address.port()), "-U", address.user()));
      command.addAll(List.of("-c", Integer.toString(clients), "-j", "2"));
      command.addAll(List.of("-T", Long.toString(seconds), "-l"));
      command.addAll(List.of("--log-prefix=" + logs.path().resolve("log"), address.database()));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PGPASSWORD", address.password());
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException("pgbench failed:\n" + said);
      }
      return Throughput.of(latencies(logs.path()), (double) seconds, 0);
    } finally {
      logs.delete();
    }
  }

  /** In nanoseconds; of each transaction its log has a line: client, number, microseconds, … */
  private static long[] latencies(Path directory) throws IOException {
    List<long[]> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        try (Stream<String> lines = Files.lines(file)) {
          all.add(
              lines
                  .mapToLong(line -> 1000 * Long.parseLong(line.split(" ", -1)[LATENCY_FIELD]))
                  .toArray());
        }
      }
    }
    return all.stream().flatMapToLong(Arrays::stream).toArray();
  }
}
