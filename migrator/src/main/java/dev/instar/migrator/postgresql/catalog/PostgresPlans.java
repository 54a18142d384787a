package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.plan.Mentions;
import dev.instar.migrator.postgresql.plan.PostgresPlanner;
import dev.instar.migrator.postgresql.session.Sessions;

/** Plans for a live server. Thread-safe; each call has a connection of its own. */
public final class PostgresPlans {
  private PostgresPlans() {}

  /**
   * Reads what the script names from the server and plans it. Changes nothing.
   *
   * @param name the script's name, its file's usually
   * @throws dev.instar.migrator.error.MigrationException if the script is wrong, or the server cannot
   *     be reached or read
   */
  public static Plan plan(Sessions sessions, String name, String script, PlanOptions options) {
    Mentions mentions = Mentions.of(name, script);
    Catalog catalog = CatalogReader.read(sessions, mentions);
    return PostgresPlanner.plan(name, script, catalog.schema(), catalog.facts(), options);
  }
}
