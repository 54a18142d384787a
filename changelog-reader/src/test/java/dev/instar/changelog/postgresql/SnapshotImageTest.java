package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotImageTest {

  @Test
  void itSeesWhatHasEndedWhenItWasTaken() {
    SnapshotImage image = SnapshotImage.parse("10:20:10,14,15");
    assertThat(image).isEqualTo(new SnapshotImage(10, 20, Set.of(10L, 14L, 15L)));
    assertThat(image.sees(9)).isTrue();
    assertThat(image.sees(10)).isFalse();
    assertThat(image.sees(11)).isTrue();
    assertThat(image.sees(15)).isFalse();
    assertThat(image.sees(19)).isTrue();
    assertThat(image.sees(20)).isFalse();
    assertThat(SnapshotImage.parse("1236:1236:").sees(1236)).isFalse();
  }

  /** The server hands out 32 bits; the snapshot's next transaction says which epoch they are of. */
  @ParameterizedTest
  @CsvSource({
    "0x00000064,  99, 99",
    "0x00000064,  100, 100",
    "0x00000064,  2147483000, 2147483000",
    "0x100000005, 5, 4294967301",
    "0x100000005, 4, 4294967300",
    "0x100000005, 4294967295, 4294967295",
    "0x100000005, 4294967290, 4294967290",
    "0x1FFFFFFFF, 3, 8589934595",
    "0x1FFFFFFFF, 4294967294, 8589934590",
    "0x280000000, 0, 8589934592",
  })
  void thirtyTwoBitsAreExtendedToTheNearestCandidate(String next, long xid, long full) {
    SnapshotImage image = new SnapshotImage(1, Long.decode(next), Set.of());
    assertThat(image.extend((int) xid)).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "10:20", "20:10:", "0:10:", "10:20:x", "10:20:,", "1:2:3:4"})
  void whatIsNoSnapshotIsRefused(String text) {
    assertThatThrownBy(() -> SnapshotImage.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theServersOwnRuleAgrees() throws SQLException {
    long seed = System.nanoTime();
    System.out.println("SnapshotImageTest seed " + seed);
    Random random = new Random(seed);
    try (SharedDatabase database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        Connection connection = database.connect();
        PreparedStatement oracle =
            connection.prepareStatement(
                "SELECT pg_visible_in_snapshot(?::text::xid8, ?::text::pg_snapshot)")) {
      for (int round = 0; round < 200; round++) {
        String snapshot = snapshot(random);
        SnapshotImage image = SnapshotImage.parse(snapshot);
        long xid = 95L + random.nextInt(40);
        oracle.setString(1, Long.toString(xid));
        oracle.setString(2, snapshot);
        try (ResultSet result = oracle.executeQuery()) {
          result.next();
          assertThat(image.sees(xid))
              .as("%d in %s, seed %d", xid, snapshot, seed)
              .isEqualTo(result.getBoolean(1));
        }
      }
    }
  }

  private static String snapshot(Random random) {
    long oldest = 100L + random.nextInt(10);
    long next = oldest + random.nextInt(20);
    Set<Long> running = new TreeSet<>();
    for (long xid = oldest; xid < next; xid++) {
      if (random.nextBoolean()) {
        running.add(xid);
      }
    }
    return oldest
        + ":"
        + next
        + ":"
        + running.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
