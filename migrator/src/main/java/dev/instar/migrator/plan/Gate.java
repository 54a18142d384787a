package dev.instar.migrator.plan;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.stream.Stream;

/** What keeps a plan from being carried out. */
public final class Gate {
  private Gate() {}

  /**
   * @throws MigrationException with the code of the first refused statement; with PLAN_STALE if one
   *     is not known, as in a plan without a server; with UNSAFE if a hazard stands that was not
   *     accepted
   */
  public static void check(Plan plan) {
    for (StatementPlan statement : plan.statements()) {
      if (statement.refusal().isPresent()) {
        StatementPlan.Refusal refusal = statement.refusal().get();
        throw new MigrationException(
            ErrorCode.valueOf(refusal.code()),
            "%s, line %d: %s".formatted(plan.name(), statement.line(), refusal.reason()),
            refusal.alternative());
      }
      if (statement.strategy() == Strategy.UNKNOWN) {
        throw new MigrationException(
            ErrorCode.PLAN_STALE,
            "%s, line %d: what it works on was not known when this was planned"
                .formatted(plan.name(), statement.line()),
            "Plan it again with --url.");
      }
    }
    remaining(plan)
        .filter(finding -> finding.severity() == Finding.Severity.HAZARD)
        .filter(finding -> finding.accepted().isEmpty())
        .findFirst()
        .ifPresent(
            hazard -> {
              throw new MigrationException(
                  ErrorCode.UNSAFE,
                  hazard.code() + ": " + hazard.message(),
                  hazard.advice().isEmpty()
                      ? "If that is meant to be, add --accept " + hazard.code() + "."
                      : hazard.advice());
            });
  }

  /** The findings that stand although Instar carries the statements out. */
  public static Stream<Finding> remaining(Plan plan) {
    return findings(plan)
        .filter(finding -> FindingCode.of(finding.code()).map(FindingCode::remains).orElse(true));
  }

  /** All findings. */
  public static Stream<Finding> findings(Plan plan) {
    return plan.statements().stream().flatMap(statement -> statement.findings().stream());
  }
}
