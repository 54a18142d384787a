package dev.instar.cli.command;

import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.throttle.ThrottleSettings;

/** Puts together what looking at a database needs. */
final class Services {
  private Services() {}

  /** For looking only. */
  static Migrations state(ConnectionSettings settings) {
    return new Migrations(
        settings, RunServices.paced(ThrottleSettings.DEFAULT), RunOptions.DEFAULT, event -> {});
  }
}
