package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.flyway.PendingVersion;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Says what is pending in a folder, or was named in several files, and what Instar would do.
 *
 * @param known accepts in a plan what a baseline knows
 * @param counted the findings that {@code --fail-on} is about
 */
record FolderPlan(
    Shell shell,
    PlanningOptions planning,
    ReportOptions reports,
    UnaryOperator<Plan> known,
    Function<Plan, Stream<Finding>> counted) {

  int print(List<PendingVersion> planned) {
    List<PendingVersion> pending = planned.stream().map(version -> version.map(known)).toList();
    reports.print(shell, pending);
    if (pending.stream().anyMatch(PendingVersion::refused)) {
      return ExitCode.REFUSED;
    }
    return planning.fails(pending.stream().flatMap(p -> p.plan().stream()).flatMap(counted))
        ? ExitCode.FINDING
        : ExitCode.DONE;
  }
}
