package dev.instar.changelog.postgresql;

import static dev.instar.changelog.postgresql.StreamFixture.changed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.ChangeEvent;
import dev.instar.engine.oracle.HeldCommits;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Invariant I1: a transaction is handed over only once every snapshot taken later sees it. {@link
 * HeldCommits} keep the window open in which the server has sent a commit to the stream and shows
 * it to nobody.
 */
class I1VisibilityTest {

  @Test
  void aTransactionThatWaitsForAStandbyIsHandedOverOnlyOnceItIsVisible() throws Exception {
    try (PostgresServer primary = PostgresServer.start(PostgresVersion.V17);
        HeldCommits held = HeldCommits.on(primary);
        StreamFixture given =
            StreamFixture.on(
                primary,
                Map.of("t", List.of("id")),
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, 'old')")) {
      String raw = "raw";
      try (Connection connection = given.database.connect()) {
        Slots.create(connection, raw, "p", StreamFixture.PATIENCE);
      }
      held.begin();
      Thread writer = Thread.ofPlatform().start(() -> write(given));
      StreamSettings rawSettings =
          StreamSettings.of(given.connections(), raw, "p", given.settings().keys());

      assertThat(rawCommitArrives(rawSettings)).as("the server has sent the commit").isTrue();
      assertThat(given.query("SELECT v FROM t")).as("and shows it to nobody").isEqualTo("old");

      try (PostgresChangeStream stream = given.open()) {
        Optional<ChangeEvent> early = pollPastIdle(stream, Duration.ofMillis(500));
        assertThat(early).isEmpty();
        assertThat(given.query("SELECT v FROM t")).as("still").isEqualTo("old");

        held.end();

        assertThat(StreamFixture.next(stream)).isInstanceOf(ChangeEvent.Begin.class);
        assertThat(given.query("SELECT v FROM t")).isEqualTo("new");
        assertThat(StreamFixture.next(stream)).isEqualTo(changed("t", "1"));
      } finally {
        // Or else dropping the database would be held too.
        held.end();
        writer.join();
      }
    }
  }

  private static void write(StreamFixture given) {
    try {
      given.run("UPDATE t SET v = 'new'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the plugin's messages as they come, without a gate. */
  private static boolean rawCommitArrives(StreamSettings settings) throws SQLException {
    try (ReplicationConnection raw =
        ReplicationConnection.start(settings.connections().replication(), settings)) {
      long end = System.nanoTime() + StreamFixture.PATIENCE.toNanos();
      while (System.nanoTime() < end) {
        Optional<ReplicationMessage> message = raw.receiveNow();
        if (message.isPresent()
            && message.get() instanceof ReplicationMessage.WalData data
            && PgOutputDecoder.decode(data.payload()) instanceof PgOutputMessage.Commit) {
          return true;
        }
      }
      return false;
    }
  }

  private static Optional<ChangeEvent> pollPastIdle(PostgresChangeStream stream, Duration time)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      Optional<ChangeEvent> event = stream.poll(Duration.ofNanos(Math.max(0, left)));
      boolean idle = event.isPresent() && event.get() instanceof ChangeEvent.Idle;
      if (!idle) {
        return event;
      }
    }
  }
}
