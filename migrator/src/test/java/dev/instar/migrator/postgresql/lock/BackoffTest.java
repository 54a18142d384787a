package dev.instar.migrator.postgresql.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToTheBoundAndJitterBelowIt() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(500), new Random(1));
    for (long most : new long[] {100, 200, 400, 500, 500}) {
      assertThat(backoff.next()).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }

  @Test
  void twoHostsDoNotMeetAgainAndAgain() {
    Backoff one = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(1));
    Backoff other = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(2));
    assertThat(one.next()).isNotEqualTo(other.next());
  }
}
