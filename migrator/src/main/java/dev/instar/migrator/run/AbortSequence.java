package dev.instar.migrator.run;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.journal.ShadowRow;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.progress.ProgressEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes a migration back: what was begun, in reverse order, until nothing of it is left. */
final class AbortSequence {
  private AbortSequence() {}

  /**
   * Why a migration cannot be taken back, and what is so instead; empty if it can. Nothing of it is
   * taken back then: half a way back would leave a shape that nobody has planned.
   */
  static Optional<MigrationException> refusal(
      MigrationRow row, List<StepRow> steps, List<ShadowRow> shadows) {
    Map<String, StepRow> states = byId(steps);
    for (Step step : row.plan().steps()) {
      StepState state = states.get(step.id()).state();
      boolean swapped = shadows.stream().anyMatch(s -> s.stepId().equals(step.id()) && s.swapped());
      Optional<String> reason = reason(step, state, swapped);
      if (reason.isPresent()) {
        return Optional.of(
            new MigrationException(
                ErrorCode.UNSAFE,
                "migration %s cannot be taken back: step %s (%s): %s. %s"
                    .formatted(row.name(), step.id(), step.title(), reason.get(), standing(steps)),
                row.state() == MigrationState.EXPANDED
                    ? "It stays as it is; 'instar contract' removes the old shape."
                    : "Nothing was changed; go on with 'instar resume'."));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> reason(Step step, StepState state, boolean swapped) {
    boolean begun =
        state == StepState.DONE || (state == StepState.RUNNING && !step.transactional());
    if (swapped) {
      return Optional.of("the new shape is live, there is no way back after the swap");
    }
    return switch (step.undo()) {
      case Undo.Impossible undo -> begun ? Optional.of(undo.reason()) : Optional.empty();
      // Done, and its shadow is swapped or even contracted.
      case Undo.DropShadow undo ->
          state == StepState.DONE
              ? Optional.of("the new shape is live, there is no way back after the swap")
              : Optional.empty();
      case Undo.Sql undo -> Optional.empty();
      case Undo.Autonomous undo -> Optional.empty();
      case Undo.Nothing undo -> Optional.empty();
    };
  }

  /** Exactly what has happened so far. */
  private static String standing(List<StepRow> steps) {
    return "Done: %s; begun: %s; not begun: %s"
        .formatted(
            ids(steps, StepState.DONE),
            ids(steps, StepState.RUNNING),
            ids(steps, StepState.PENDING));
  }

  private static String ids(List<StepRow> steps, StepState state) {
    String ids =
        steps.stream()
            .filter(s -> s.state() == state)
            .map(StepRow::id)
            .collect(Collectors.joining(", "));
    return ids.isEmpty() ? "none" : ids;
  }

  /** Takes back what was begun. Can be called again after a crash. */
  static void run(Term term, long migration, Plan plan) throws InterruptedException {
    term.lease().undoing();
    term.lease().check();
    term.write(
        journal -> {
          journal.migrations().state(migration, MigrationState.ABORTING);
          journal.events().add(migration, "abort", "taking it back");
        });
    Map<String, StepRow> rows = byId(term.stepRows());
    for (Step step : plan.steps().reversed()) {
      switch (rows.get(step.id()).state()) {
        case DONE, RUNNING -> undo(term, migration, step, rows.get(step.id()).state());
        case PENDING, UNDONE -> {
          // Nothing to take back, or taken back before a crash.
        }
      }
    }
    term.write(
        journal -> {
          journal.backfill().clear(migration);
          journal.control().abort(migration, false);
          journal.migrations().state(migration, MigrationState.ABORTED);
          journal.events().add(migration, "abort", "taken back");
        });
  }

  private static void undo(Term term, long migration, Step step, StepState state)
      throws InterruptedException {
    term.lease().check();
    term.progress()
        .report(new ProgressEvent.Notice("taking back step " + step.id() + ": " + step.title()));
    term.steps().undo(term.context(step), state);
    term.write(
        journal -> {
          journal.steps().undone(migration, step.id());
          journal.events().add(migration, "step", step.id() + " undone: " + step.title());
        });
  }

  private static Map<String, StepRow> byId(List<StepRow> steps) {
    return steps.stream().collect(Collectors.toMap(StepRow::id, Function.identity()));
  }
}
