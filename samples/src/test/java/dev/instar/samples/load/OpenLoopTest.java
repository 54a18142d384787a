package dev.instar.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {
  private static final PostgresServer SERVER = PostgresServer.shared(PostgresVersion.V17);

  @Test
  void requestsThatAStallHeldBackCountAsSlow() throws Exception {
    SERVER.execute("CREATE TABLE IF NOT EXISTS stalled (a int)");
    try (OpenLoop load = load("SELECT count(*) FROM stalled");
        Connection blocker = SERVER.connect();
        Statement statement = blocker.createStatement()) {
      load.start();
      TimeUnit.MILLISECONDS.sleep(200);
      load.beginPhase();
      blocker.setAutoCommit(false);
      statement.execute("LOCK TABLE stalled IN ACCESS EXCLUSIVE MODE");
      TimeUnit.MILLISECONDS.sleep(500);
      assertThat(load.look().slowest()).isGreaterThan(Duration.ofMillis(300));
      blocker.commit();
      load.beginPhase();
      TimeUnit.MILLISECONDS.sleep(200);
      load.stop();

      Experience during = load.experience(1);
      // Of 200 a second about 100 were due, all were answered at the end, half waited 250 ms.
      assertThat(during.due()).isBetween(60L, 140L);
      assertThat(during.latencies().count()).isEqualTo(during.due());
      assertThat(during.latencies().quantile(0.5)).isGreaterThan(Duration.ofMillis(120));
      assertThat(during.longestStall()).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
      assertThat(during.failed()).isZero();
      assertThat(load.experience(0).due()).isPositive();
    }
  }

  @Test
  void failedRequestsAreCountedAndTheFirstIsNamed() throws Exception {
    try (OpenLoop load = load("SELECT 1 / 0")) {
      load.start();
      TimeUnit.MILLISECONDS.sleep(100);
      load.stop();
      assertThat(load.experience(0).failed()).isPositive();
      assertThat(load.experience(0).latencies().count()).isZero();
      assertThat(load.firstFailure()).startsWith("22012");
    }
  }

  private static OpenLoop load(String query) throws Exception {
    return new OpenLoop(
        4,
        200,
        SERVER::connect,
        (connection, client) -> {
          PreparedStatement statement = connection.prepareStatement(query);
          return statement::executeQuery;
        });
  }
}
