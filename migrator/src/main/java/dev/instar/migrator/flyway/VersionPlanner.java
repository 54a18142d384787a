package dev.instar.migrator.flyway;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.postgresql.session.Sessions;

/** Plans a version when its turn has come, and says no where it may not begin. */
@FunctionalInterface
public interface VersionPlanner {
  /**
   * The plan to carry out. A plan without steps is one of which nothing has to be done.
   *
   * @param sessions whose user has the search_path that Flyway gives its migrations
   * @throws RuntimeException if it may not begin: nothing of it was done, and it stays pending
   */
  Plan plan(Sessions sessions, Version version);
}
