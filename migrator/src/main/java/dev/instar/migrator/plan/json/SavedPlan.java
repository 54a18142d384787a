package dev.instar.migrator.plan.json;

import dev.instar.migrator.plan.Foundation;
import dev.instar.migrator.plan.Plan;
import java.util.Objects;

/**
 * A plan that was made to be carried out later, with all that is asked for then.
 *
 * @param release of Instar, which made it
 * @param script the text it was made from
 * @param foundation what it was made for; its fingerprint is the plan's
 * @param plan what to do
 */
public record SavedPlan(String release, String script, Foundation foundation, Plan plan) {
  public SavedPlan {
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(foundation, "foundation");
    Objects.requireNonNull(plan, "plan");
  }
}
