package dev.instar.migrator.report;

import dev.instar.migrator.plan.Plan;

/** A form in which a plan is printed. Stateless, so that any thread may call it at any time. */
public abstract class Report {
  /**
   * The plan as text that ends in a line feed; the same plan always gives the same text. Passwords
   * in its SQL are masked, see {@link Secrets}.
   */
  public final String render(Plan plan) {
    return print(Secrets.masked(plan));
  }

  /** As {@link #render}, of a plan that holds no password. */
  protected abstract String print(Plan plan);
}
