package dev.instar.migrator.flyway;

import dev.instar.migrator.plan.Gate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.preflight.Preflight;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.progress.ProgressEvent;
import java.util.function.UnaryOperator;

/**
 * Plans a version, and lets begin what nothing stands against: no refusal, no hazard that was not
 * accepted, nothing that the server lacks.
 *
 * @param options what was accepted beforehand
 * @param known accepts in a plan what is known and tolerated
 * @param progress is told what stops nothing
 */
public record SafePlanner(PlanOptions options, UnaryOperator<Plan> known, Progress progress)
    implements VersionPlanner {
  /** Nothing is known that was not said to the options. */
  public SafePlanner(PlanOptions options, Progress progress) {
    this(options, UnaryOperator.identity(), progress);
  }

  @Override
  public Plan plan(Sessions sessions, Version version) {
    Plan plan = known.apply(PostgresPlans.plan(sessions, version.name(), version.sql(), options));
    Gate.check(plan);
    Preflight.Result preflight =
        Preflight.check(
            new Sessions(sessions.settings(), plan.timeZone(), plan.searchPath()), plan);
    preflight.requireNone();
    preflight
        .notices()
        .forEach(n -> progress.report(new ProgressEvent.Notice(n.code() + ": " + n.message())));
    return plan;
  }
}
