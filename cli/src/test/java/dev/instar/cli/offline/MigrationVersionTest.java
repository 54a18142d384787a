package dev.instar.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Versions beside Flyway's own. */
class MigrationVersionTest {
  private static final List<String> WRITTEN =
      List.of(
          "1",
          "1.0",
          "01",
          "1.1",
          "1_1",
          "1.01",
          "1.10",
          "1.9",
          "1.2.0.0",
          "1.2",
          "2",
          "10",
          "0",
          "0.0",
          "0.1",
          "20240101",
          "20240101120000",
          "20240101.1",
          "99999999999999999999999.1");

  @Test
  void areOrderedAsFlywayOrdersThem() {
    for (String a : WRITTEN) {
      for (String b : WRITTEN) {
        assertThat(Integer.signum(of(a).compareTo(of(b))))
            .as("%s and %s", a, b)
            .isEqualTo(Integer.signum(flyway(a).compareTo(flyway(b))));
        assertThat(of(a).equals(of(b))).isEqualTo(of(a).compareTo(of(b)) == 0);
      }
    }
  }

  @Test
  void areSortedAlikeWhateverTheOrderWas() {
    List<String> shuffled = new ArrayList<>(List.of("1", "1.1", "2", "10", "20240101", "2_1_3"));
    Collections.shuffle(shuffled, new Random(7));

    assertThat(
            shuffled.stream()
                .map(MigrationVersionTest::of)
                .sorted()
                .map(v -> v.toString())
                .toList())
        .containsExactly("1", "1.1", "2", "2.1.3", "10", "20240101");
  }

  @Test
  void whatFlywayTakesForNoVersionIsNone() {
    for (String text : List.of("", "a", "1a", "1..2", ".1", "1.", "1__2", "_1", "1 2", "-1", "١")) {
      assertThat(MigrationVersion.of(text)).as(text).isEmpty();
    }
  }

  private static MigrationVersion of(String text) {
    return MigrationVersion.of(text).orElseThrow();
  }

  private static org.flywaydb.core.api.MigrationVersion flyway(String text) {
    return org.flywaydb.core.api.MigrationVersion.fromVersion(text);
  }
}
