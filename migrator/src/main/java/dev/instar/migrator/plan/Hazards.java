package dev.instar.migrator.plan;

import java.util.List;

/** What keeps a plan from being carried out until the user has accepted it. */
public final class Hazards {
  private Hazards() {}

  /**
   * The hazards of a plan that stand although Instar carries its statements out, and that the user
   * has not accepted ({@link PlanOptions#accepted}). {@code migrate} begins only if there are none.
   */
  public static List<Finding> standing(Plan plan) {
    return plan.statements().stream()
        .flatMap(s -> s.findings().stream())
        .filter(f -> f.severity() == Finding.Severity.HAZARD)
        .filter(f -> FindingCode.of(f.code()).map(FindingCode::remains).orElse(true))
        .toList();
  }
}
