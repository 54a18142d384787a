package dev.instar.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveLineTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final ManualClock clock = new ManualClock();

  @Test
  void showsWhereTheStepStands() {
    LiveLine line = new LiveLine(terminal, 80, clock::nanoTime);
    line.report(Events.STARTED);
    clock.advance(Duration.ofSeconds(42));
    line.report(Events.snapshot("copy", 1_221_000, Optional.empty()));
    assertThat(screen())
        .containsExactly(
            "[1.1 1/2] copy 37%  1.2M/3.3M rows  ETA 2 min 5 s  85k rows/s  backlog 12  0:42");
  }

  @Test
  void saysWhyItIsSlowBeforeAnythingElse() {
    LiveLine line = new LiveLine(terminal, 80, clock::nanoTime);
    line.report(Events.STARTED);
    line.report(Events.snapshot("copy", 1_221_000, Optional.of("replica lag 3 s")));
    assertThat(screen().getFirst()).startsWith("[1.1 1/2] copy 37%  throttled: replica lag 3 s  ");
  }

  @Test
  void printsWhatStaysAboveTheLine() {
    LiveLine line = new LiveLine(terminal, 80, clock::nanoTime);
    line.report(Events.STARTED);
    line.report(Events.NOTICE);
    line.report(Events.FINISHED);
    assertThat(screen())
        .containsExactly(
            "the lock was not free; again in 2 s",
            "step 1.1 done in 1 min 34 s: Rebuild public.orders; swapped",
            "");
  }

  @Test
  void leavesNothingBehindWhenItIsClosedAndStaysSilentThen() {
    LiveLine line = LiveLine.open(terminal, 80, clock::nanoTime);
    line.report(Events.STARTED);
    line.close();
    int length = written.size();
    line.report(Events.snapshot("copy", 1, Optional.empty()));
    line.report(Events.NOTICE);
    assertThat(written.size()).isEqualTo(length);
    assertThat(screen()).containsExactly("");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 300})
  void staysNarrowerThanTheTerminal(int columns) {
    LiveLine line = new LiveLine(terminal, columns, clock::nanoTime);
    line.report(Events.STARTED);
    clock.advance(Duration.ofHours(30));
    line.report(Events.snapshot("catch-up", 3_299_999, Optional.of("a long reason ".repeat(9))));
    assertThat(screen()).hasSize(1);
    assertThat(screen().getFirst().length()).isLessThan(Math.min(columns, 81));
  }

  /** What a terminal would show: lines, each with what was last written at its beginning. */
  private List<String> screen() {
    List<String> lines = new ArrayList<>();
    for (String line : written.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      StringBuilder shown = new StringBuilder();
      for (String part : line.split("\r", -1)) {
        String text = part.replace("\u001b[K", "");
        if (part.startsWith("\u001b[K") || part.endsWith("\u001b[K")) {
          shown.setLength(0);
        }
        shown.replace(0, Math.min(shown.length(), text.length()), text);
      }
      lines.add(shown.toString());
    }
    return lines;
  }
}
