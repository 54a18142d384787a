package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.flyway.FlywaySettings;
import dev.instar.migrator.flyway.FolderRun;
import dev.instar.migrator.flyway.SafePlanner;
import dev.instar.migrator.flyway.VersionPlanner;
import dev.instar.migrator.plan.Gate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.progress.Progress;

/** Carries out what is pending in a folder of Flyway migrations. */
final class FolderMigrate {
  private final Shell shell;
  private final PlanningOptions planning;
  private final Runner runner;
  private final boolean contract;

  FolderMigrate(Shell shell, PlanningOptions planning, Runner runner, boolean contract) {
    this.shell = shell;
    this.planning = planning;
    this.runner = runner;
    this.contract = contract;
  }

  /** A finding is at or above {@code --fail-on}. */
  private static final class NotBegun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotBegun(String script) {
      super(script + " is not begun: a finding is at or above --fail-on; see 'instar plan'");
    }
  }

  int run(ConnectionSettings settings, FlywaySettings flyway) {
    try {
      return runner.run(
          settings,
          (migrations, progress) ->
              FolderRun.migrate(
                  flyway,
                  migrations,
                  planning.sessions(settings),
                  planner(progress),
                  progress,
                  contract));
    } catch (NotBegun e) {
      shell.error().println(e.getMessage());
      return ExitCode.FINDING;
    }
  }

  private VersionPlanner planner(Progress progress) {
    SafePlanner safe =
        new SafePlanner(
            planning.planOptions(), plan -> planning.baseline().accept(shell, plan), progress);
    return (sessions, version) -> {
      Plan plan = safe.plan(sessions, version);
      if (planning.fails(Gate.remaining(plan))) {
        throw new NotBegun(version.script());
      }
      return plan;
    };
  }
}
