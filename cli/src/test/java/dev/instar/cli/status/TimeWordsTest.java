package dev.instar.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.report.Page;
import dev.instar.migrator.run.StepTime;
import dev.instar.migrator.run.TimeTaken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeWordsTest {
  private static final StepTime COPY =
      new StepTime(
          "1.1",
          Duration.ofSeconds(15),
          Optional.of(Duration.ofSeconds(12)),
          false,
          Optional.of(5_000_000L));
  private static final StepTime INSTANT =
      new StepTime(
          "1.2", Duration.ofMillis(7), Optional.of(Duration.ZERO), false, Optional.empty());
  private static final StepTime HELD =
      new StepTime("2.1", Duration.ofMinutes(125), Optional.empty(), true, Optional.empty());

  @Test
  void oneThatTookItsTimeIsTheWhole() {
    assertThat(printed(new TimeTaken("V7", List.of(COPY, INSTANT))))
        .isEqualTo("  took              15 s, estimated about 12 s\n");
  }

  @Test
  void ofSeveralThatTookTheirTimeEachIsSaid() {
    assertThat(printed(new TimeTaken("V7", List.of(COPY, INSTANT, HELD))))
        .isEqualTo(
            """
              took              2 h 5 min with interruptions, not estimated (size unknown)
                step 1.1        15 s, estimated about 12 s; 5 million rows
                step 2.1        2 h 5 min with interruptions, not estimated (size unknown)
            """);
  }

  @Test
  void severalMigrationsAreSaidByTheirNames() {
    assertThat(
            printed(
                new TimeTaken("V7__orders", List.of(COPY)),
                new TimeTaken("V8__notes", List.of(INSTANT))))
        .isEqualTo(
            """
              V7__orders        15 s, estimated about 12 s
              V8__notes         7 ms, estimated less than a second
            """);
  }

  private static String printed(TimeTaken... times) {
    Page page = new Page(80);
    TimeWords.print(page, List.of(times));
    return page.toString();
  }
}
