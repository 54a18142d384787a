package dev.instar.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.samples.contest.BuiltIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine's benchmark in miniature: that it measures what it says, not how fast. */
final class EngineScenarioTest {
  private static final long ROWS = 20_000;

  @Test
  void eachServerIsLoadedFilledStoppedAndRecovered() throws Exception {
    List<String> said = new ArrayList<>();
    try (Bench bench = new Bench(PostgresVersion.V17, ROWS, 1, said::add)) {
      new EngineScenario(List.of(BuiltIn.TPCB_LIKE), 1, Duration.ofMillis(500), 4).measure(bench);
      String table = bench.measurements.table();
      for (String server : List.of("PostgreSQL", "bundled engine", "H2")) {
        String by =
            server.equals("H2")
                ? "JDBC, synchronous_commit=off as H2 does not sync commits"
                : "pgJDBC";
        String group = "engine, tpcb-like (" + by + ")";
        assertThat(bench.measurements.get(group, server).median()).as(table).isPositive();
        assertThat(bench.measurements.get(group, server + ", failed").median()).as(table).isZero();
      }
      assertThat(table)
          .contains(
              "engine, COPY of 20,000 rows\n",
              "engine, start with 20,000 rows after a clean stop\n",
              "engine, start after a crash with log to recover\n",
              "bundled engine / PostgreSQL, p99",
              "bundled engine / H2");
      JsonNode settings = bench.measurements.json().path("settings");
      assertThat(settings.path("engine.clients").asText()).startsWith("4; pgJDBC, prepared");
      assertThat(settings.path("engine.server").asText()).startsWith("17");
    }
    assertThat(said).anyMatch(line -> line.contains("H2"));
  }
}
