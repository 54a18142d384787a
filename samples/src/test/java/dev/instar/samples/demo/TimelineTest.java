package dev.instar.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.report.Ink;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimelineTest {
  @Test
  void theLastMomentsAreBarsOnALogarithmicScale() {
    Timeline timeline = new Timeline(9);
    for (int millis : new int[] {7, 1, 2, 5, 10, 30, 100, 300, 999}) {
      timeline.add(Duration.ofMillis(millis));
    }
    assertThat(timeline.draw(Ink.PLAIN)).isEqualTo("▃▁▂▃▄▅▆▇▇");
    timeline.add(Duration.ofSeconds(4));
    assertThat(timeline.draw(Ink.PLAIN)).isEqualTo("▁▂▃▄▅▆▇▇█");
  }

  @Test
  void aShortOneIsPaddedAndAStallIsDrawnAsAnAlarm() {
    Timeline timeline = new Timeline(3);
    timeline.add(Duration.ofMillis(100));
    assertThat(timeline.draw(Ink.PLAIN)).isEqualTo("▆  ");
    assertThat(timeline.draw(Ink.COLOUR)).contains("\u001b[").endsWith("  ");
  }
}
