package dev.instar.migrator.report;

import dev.instar.migrator.plan.Plan;

/** A form in which a plan is printed. Stateless, so that any thread may call it at any time. */
@FunctionalInterface
public interface Report {
  /** The plan as text that ends in a line feed; the same plan always gives the same text. */
  String render(Plan plan);
}
