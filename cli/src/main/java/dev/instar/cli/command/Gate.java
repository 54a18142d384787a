package dev.instar.cli.command;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import java.util.stream.Stream;

/** What keeps a plan from being carried out. */
final class Gate {
  private Gate() {}

  /**
   * @throws MigrationException with the code of the first refused statement; with UNSAFE if a
   *     hazard stands that was not accepted
   */
  static void check(Plan plan) {
    for (StatementPlan statement : plan.statements()) {
      if (statement.refusal().isPresent()) {
        StatementPlan.Refusal refusal = statement.refusal().get();
        throw new MigrationException(
            ErrorCode.valueOf(refusal.code()),
            "%s, line %d: %s".formatted(plan.name(), statement.line(), refusal.reason()),
            refusal.alternative());
      }
    }
    remaining(plan)
        .filter(finding -> finding.severity() == Finding.Severity.HAZARD)
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
  static Stream<Finding> remaining(Plan plan) {
    return findings(plan)
        .filter(finding -> FindingCode.of(finding.code()).map(FindingCode::remains).orElse(true));
  }

  /** All findings. */
  static Stream<Finding> findings(Plan plan) {
    return plan.statements().stream().flatMap(statement -> statement.findings().stream());
  }
}
