package dev.instar.cli.command;

import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.run.RunTiming;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.random.RandomGenerator;

/** Puts together what a run on PostgreSQL needs. */
final class Services {
  private Services() {}

  /** For looking only. */
  static Migrations state(ConnectionSettings settings) {
    return new Migrations(settings, of(ThrottleSettings.DEFAULT), RunOptions.DEFAULT, event -> {});
  }

  static RunServices of(ThrottleSettings throttle) {
    RebuildExecutor rebuild = new RebuildExecutor();
    return new RunServices(
        rebuild,
        rebuild,
        (sessions, flags) -> FollowingThrottle.open(sessions, throttle, flags),
        RunTiming.DEFAULT,
        Ticker.SYSTEM,
        RandomGenerator.getDefault());
  }
}
