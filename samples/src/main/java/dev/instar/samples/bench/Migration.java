package dev.instar.samples.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.samples.process.InstarProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one {@code instar migrate} took, from the start of its process to its end.
 *
 * @param took how long
 * @param start how long until it said its first word: a JVM's start, planning, the state tables
 * @param rowsDiffering rows that differed when it verified
 * @param backlogMax the most keys that were pending at a time
 * @param heapUsedMaxMb the most heap in use before a collection, garbage included
 * @param heapLiveMaxMb the most heap in use after a collection
 */
record Migration(
    Duration took,
    Duration start,
    long rowsDiffering,
    long backlogMax,
    double heapUsedMaxMb,
    double heapLiveMaxMb) {
  private static final Duration PATIENCE = Duration.ofHours(2);

  /** Such as {@code Pause Young (Allocation Failure) 68M->4M(247M)}. */
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /** Migrates {@code accounts}; the heap is bounded as the launcher bounds it. */
  static Migration run(SharedDatabase database, Consumer<JsonNode> events)
      throws InterruptedException {
    try {
      Path log = Files.createTempFile("instar-bench-", ".gc");
      try {
        return run(database, events, log);
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Migration run(SharedDatabase database, Consumer<JsonNode> events, Path log)
      throws InterruptedException, IOException {
    long began = System.nanoTime();
    Watch watch = new Watch(began);
    try (InstarProcess process =
        InstarProcess.start(
            database,
            Accounts.ALTER,
            List.of("-Xmx256m", "-Xlog:gc:file=" + log),
            List.of("migrate", "--progress", "json", "-"),
            event -> {
              watch.take(event);
              events.accept(event);
            })) {
      int code = process.await(PATIENCE);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (code != 0) {
        throw new MigrationException(
            ErrorCode.INTERNAL,
            "instar migrate ended with " + code + ": " + process.text().strip(),
            "");
      }
      return watch.result(took, Files.readAllLines(log));
    }
  }

  private static final class Watch {
    private final long began;
    private Duration start = Duration.ZERO;
    private long differing;
    private long backlog;

    Watch(long began) {
      this.began = began;
    }

    void take(JsonNode event) {
      if (start.isZero()) {
        start = Duration.ofNanos(System.nanoTime() - began);
      }
      switch (event.path("event").asText()) {
        case "snapshot" -> backlog = Math.max(backlog, event.path("backlog").asLong());
        case "rebuildSummary" -> differing = event.path("rowsDiffering").asLong();
        default -> {}
      }
    }

    Migration result(Duration took, List<String> collections) {
      double used = 0;
      double live = 0;
      for (String line : collections) {
        Matcher matcher = COLLECTION.matcher(line.toUpperCase(Locale.ROOT));
        if (matcher.find()) {
          used = Math.max(used, Double.parseDouble(matcher.group(1)));
          live = Math.max(live, Double.parseDouble(matcher.group(2)));
        }
      }
      return new Migration(took, start, differing, backlog, used, live);
    }
  }
}
