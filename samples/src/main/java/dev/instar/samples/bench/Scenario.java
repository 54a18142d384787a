package dev.instar.samples.bench;

import java.sql.SQLException;

/** Measures one thing. Called once. */
@FunctionalInterface
interface Scenario {
  void measure(Bench bench) throws SQLException, InterruptedException;
}
