package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.Key;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A poller that is slow, and transactions that are larger than what may be held of them. */
class BackpressureTest {
  private static final int ROWS = 20_000;

  @Test
  void aLargeTransactionFlowsInPartsAndASlowPollerKeepsItsStream() throws Exception {
    try (PostgresServer server =
            PostgresServer.builder(PostgresVersion.V17)
                .setting("wal_sender_timeout", "1s")
                .setting("logical_decoding_work_mem", "64kB")
                .start();
        StreamFixture given =
            StreamFixture.on(
                server, Map.of("t", List.of("id")), "CREATE TABLE t (id int PRIMARY KEY, v text)");
        PostgresChangeStream stream =
            PostgresChangeStream.open(given.settings().withQueueCapacity(100))) {
      given.run("INSERT INTO t SELECT n, repeat('x', 100) FROM generate_series(1, " + ROWS + ") n");
      assertThat(StreamFixture.next(stream)).isInstanceOf(ChangeEvent.Begin.class);
      int pid = given.slotState().activePid().getAsInt();

      // Nobody polls for three times wal_sender_timeout.
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      server.await("SELECT clock_timestamp() > '" + after(given, 3) + "'");
      assertThat(System.nanoTime()).isGreaterThanOrEqualTo(end - 500_000_000);
      assertThat(given.slotState().activePid()).hasValue(pid);

      for (int n = 1; n <= ROWS; n++) {
        assertThat(StreamFixture.next(stream))
            .isEqualTo(
                new ChangeEvent.KeyChanged(StreamFixture.table("t"), Key.of(Integer.toString(n))));
      }
      assertThat(StreamFixture.next(stream)).isInstanceOf(ChangeEvent.Commit.class);
    }
  }

  private static String after(StreamFixture given, int seconds) throws Exception {
    return given.query("SELECT clock_timestamp() + interval '" + seconds + " s'");
  }
}
