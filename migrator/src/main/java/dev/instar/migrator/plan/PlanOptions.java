package dev.instar.migrator.plan;

import java.util.Set;

/**
 * What the user said beforehand.
 *
 * @param accepted codes of findings that the user takes responsibility for; an accepted finding
 *     stops nothing
 * @param evidence whether the server is asked what it does with each statement
 */
public record PlanOptions(Set<String> accepted, boolean evidence) {
  public static final PlanOptions DEFAULT = new PlanOptions(Set.of());

  public PlanOptions {
    accepted = Set.copyOf(accepted);
  }

  /** By the rules alone. */
  public PlanOptions(Set<String> accepted) {
    this(accepted, false);
  }
}
