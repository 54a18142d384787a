package dev.instar.migrator.execute;

import dev.instar.migrator.plan.Step;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.progress.Progress;
import dev.instar.migrator.throttle.Throttle;
import java.util.Objects;

/**
 * What a step's execution may use.
 *
 * @param migration the migration's id in the state tables
 * @param epoch the epoch that every data transaction checks
 * @param step the step
 * @param sessions opens connections
 * @param control what other terminals ask for
 * @param throttle decides when work may go on
 * @param options as the user set them
 * @param progress takes events
 */
public record StepContext(
    long migration,
    long epoch,
    Step step,
    Sessions sessions,
    Control control,
    Throttle throttle,
    RunOptions options,
    Progress progress) {
  public StepContext {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(sessions, "sessions");
    Objects.requireNonNull(control, "control");
    Objects.requireNonNull(throttle, "throttle");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
  }
}
