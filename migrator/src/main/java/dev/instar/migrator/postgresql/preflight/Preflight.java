package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Looks whether a plan can be run on a server. Changes nothing that stays. Stateless. */
public final class Preflight {
  private Preflight() {}

  /**
   * What was found.
   *
   * @param problems what stops the plan, each with its code and what to do; empty if nothing does
   * @param notices what stops nothing
   */
  public record Result(List<MigrationException> problems, List<Finding> notices) {
    public Result {
      problems = List.copyOf(problems);
      notices = List.copyOf(notices);
    }

    /**
     * Returns if there is no problem.
     *
     * @throws MigrationException the first problem; the others are attached as suppressed
     */
    public void requireNone() {
      if (!problems.isEmpty()) {
        MigrationException first = problems.get(0);
        problems.stream().skip(1).forEach(first::addSuppressed);
        throw first;
      }
    }
  }

  /**
   * Checks server, connection and role, and for each rebuild the table and what the stream needs.
   *
   * @throws MigrationException with UNREACHABLE or its kind if it cannot even look
   */
  public static Result check(Sessions sessions, Plan plan) {
    Outcome outcome = new Outcome();
    try (Connection connection = open(sessions, outcome)) {
      if (connection == null) {
        return outcome.result();
      }
      PoolerCheck.run(() -> sessions.open("preflight"), sessions.timeZone(), outcome);
      boolean usable = ServerCheck.run(connection, outcome);
      List<Step> rebuilds =
          plan.steps().stream().filter(s -> s.action() instanceof StepAction.Rebuild).toList();
      if (usable) {
        PrivilegeCheck.run(connection, plan, outcome);
      }
      if (usable && !rebuilds.isEmpty()) {
        StreamCheck.run(connection, outcome);
        for (Step step : rebuilds) {
          boolean first = step.equals(plan.steps().get(0));
          TableCheck.run(
              connection,
              step.id(),
              (StepAction.Rebuild) step.action(),
              first,
              sessions.searchPath(),
              outcome);
        }
        DiskCheck.run(
            connection,
            rebuilds.stream().map(s -> ((StepAction.Rebuild) s.action()).source()).toList(),
            outcome);
      }
    } catch (SQLException e) {
      throw new MigrationException(
          ErrorCode.CONNECTION_LOST,
          "the server could not be looked at: " + e.getMessage(),
          "Nothing was changed. Try again.",
          e);
    }
    return outcome.result();
  }

  /** A pooler may refuse what we pin at the start of a session. */
  private static Connection open(Sessions sessions, Outcome outcome) {
    try {
      return sessions.open("preflight");
    } catch (MigrationException e) {
      if (e.getMessage().contains("unsupported startup parameter")) {
        outcome.problem(PoolerCheck.problem("it does not pass on the settings of a session", e));
        return null;
      }
      throw e;
    }
  }
}
