package dev.instar.migrator.postgresql.steps;

import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/** ANALYZE of a table, or of some of its columns. */
final class AnalyzeStep {
  private AnalyzeStep() {}

  static void execute(StepContext context, StepAction.Analyze action, ExecuteStep execute)
      throws InterruptedException {
    String columns =
        action.columns().isEmpty()
            ? ""
            : action.columns().stream()
                .map(Identifiers::quote)
                .collect(Collectors.joining(", ", " (", ")"));
    execute.execute(
        context,
        List.of(new LockClaim(action.table(), LockMode.SHARE_UPDATE_EXCLUSIVE)),
        List.of("ANALYZE " + action.table().quoted() + columns),
        session -> {});
  }
}
