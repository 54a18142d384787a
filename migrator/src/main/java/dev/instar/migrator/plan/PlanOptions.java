package dev.instar.migrator.plan;

import java.util.Set;

/**
 * What the user said beforehand.
 *
 * @param accepted codes of findings that the user takes responsibility for; a hazard among them
 *     counts as a warning
 */
public record PlanOptions(Set<String> accepted) {
  public static final PlanOptions DEFAULT = new PlanOptions(Set.of());

  public PlanOptions {
    accepted = Set.copyOf(accepted);
  }
}
