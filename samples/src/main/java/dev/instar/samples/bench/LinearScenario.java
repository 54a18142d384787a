package dev.instar.samples.bench;

import dev.instar.engine.oracle.SharedDatabase;
import java.sql.SQLException;
import java.util.List;

/** Whether the time per row stays the same as tables grow. */
record LinearScenario(List<Long> sizes) implements Scenario {
  private static final String NAME = "linear";

  @Override
  public void measure(Bench bench) throws SQLException, InterruptedException {
    for (long rows : sizes) {
      bench.say("linear: %,d rows".formatted(rows));
      try (SharedDatabase database = bench.accounts(rows)) {
        double seconds = Accounts.seconds(Migration.run(database, event -> {}).took());
        String label = "%,d rows".formatted(rows);
        bench.measurements.add(NAME, label, "s", seconds);
        bench.measurements.add(NAME, label + ", per million", "s", seconds / (rows / 1e6));
      }
    }
  }
}
