package dev.instar.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.run.StepTime;
import dev.instar.migrator.run.TimeTaken;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Progress for logs and for machines. */
class LinesTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream output = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final ManualClock clock = new ManualClock();

  @Test
  void aLogHasStepsAndNoticesAndASnapshotNowAndThen() {
    LogLines lines = new LogLines(output, clock);
    lines.report(Events.STARTED);
    for (int second = 0; second < 12; second++) {
      lines.report(Events.snapshot("copy", 100_000L * second, Optional.empty()));
      clock.advance(Duration.ofSeconds(1));
    }
    lines.report(Events.snapshot("verify", 0, Optional.of("replica lag 3 s")));
    lines.report(Events.NOTICE);
    lines.report(Events.FINISHED);
    lines.close();
    lines.report(Events.NOTICE);
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            2026-01-31T12:00:00Z step 1.1 (1 of 2): Rebuild public.orders
            2026-01-31T12:00:00Z step 1.1: copy 0%, 0/3.3M rows, ETA 2 min 5 s, 85k rows/s, backlog 12, lag 300 ms
            2026-01-31T12:00:06Z step 1.1: copy 18%, 600k/3.3M rows, ETA 2 min 5 s, 85k rows/s, backlog 12, lag 300 ms
            2026-01-31T12:00:12Z step 1.1: verify 0%, throttled: replica lag 3 s, 0/3.3M rows, ETA 2 min 5 s, 85k rows/s, backlog 12, lag 300 ms
            2026-01-31T12:00:12Z the lock was not free; again in 2 s
            2026-01-31T12:00:12Z step 1.1 done in 1 min 34 s: Rebuild public.orders; swapped
            """);
  }

  /** The schema that the README documents: only ever add to it. */
  @Test
  void jsonLinesAreTheFormat() {
    JsonLines lines = new JsonLines(output, clock);
    lines.report(Events.STARTED);
    lines.report(Events.snapshot("copy", 1_221_000, Optional.of("replica lag 3 s")));
    lines.report(Events.NOTICE);
    lines.report(Events.FINISHED);
    lines.report(Events.SUMMARY);
    lines.finished(
        "done",
        List.of(
            new TimeTaken(
                "V7__orders",
                List.of(
                    new StepTime(
                        "1.1",
                        Duration.ofSeconds(15),
                        Optional.of(Duration.ofSeconds(12)),
                        false,
                        Optional.of(3_300_000L)),
                    new StepTime(
                        "1.2", Duration.ofSeconds(1), Optional.empty(), true, Optional.empty())))));
    lines.failed(new MigrationException(ErrorCode.CUT_OVER_BUDGET, "no lock on \"ä\"", "Retry."));
    lines.close();
    lines.report(Events.NOTICE);
    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"time":"2026-01-31T12:00:00Z","event":"stepStarted","step":"1.1","title":"Rebuild public.orders","position":1,"total":2}
            {"time":"2026-01-31T12:00:00Z","event":"snapshot","step":"1.1","stage":"copy","rowsDone":1221000,"rowsEstimated":3300000,"rowsPerSecond":85432,"changesApplied":1234,"backlog":12,"lagMillis":300,"throttledBy":"replica lag 3 s","remainingMillis":125000}
            {"time":"2026-01-31T12:00:00Z","event":"notice","message":"the lock was not free; again in 2 s"}
            {"time":"2026-01-31T12:00:00Z","event":"stepFinished","step":"1.1","title":"Rebuild public.orders","tookMillis":94000,"detail":"swapped"}
            {"time":"2026-01-31T12:00:00Z","event":"rebuildSummary","step":"1.1","rowsCopied":3300000,"changesApplied":1234,"rowsVerified":3300100,"rowsDiffering":0,"lockHeldMillis":41}
            {"time":"2026-01-31T12:00:00Z","event":"finished","outcome":"done","migrations":[{"name":"V7__orders","tookMillis":16000,"estimatedMillis":null,"interrupted":true}]}
            {"time":"2026-01-31T12:00:00Z","event":"failed","code":"CUT_OVER_BUDGET","message":"no lock on \\"ä\\"","advice":"Retry.","exitCode":6}
            """);
  }
}
