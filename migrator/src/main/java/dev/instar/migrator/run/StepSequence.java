package dev.instar.migrator.run;

import dev.instar.migrator.journal.Journal;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.progress.ProgressEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs the steps of a plan that are not done, in their order. Each is marked running before it
 * begins and done after it; a step found running was begun by an earlier run, and its executor
 * finds out from the database how far that came.
 */
final class StepSequence {
  private final Term term;
  private final List<Step> steps;

  private StepSequence(Term term, List<Step> steps) {
    this.term = term;
    this.steps = steps;
  }

  /** All that comes before CONTRACT. */
  static StepSequence expandAndMigrate(Term term, Plan plan) {
    return new StepSequence(
        term, plan.steps().stream().filter(s -> s.phase() != Phase.CONTRACT).toList());
  }

  static StepSequence contract(Term term, Plan plan) {
    return new StepSequence(
        term, plan.steps().stream().filter(s -> s.phase() == Phase.CONTRACT).toList());
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  void run(long migration) throws InterruptedException {
    Map<String, StepRow> rows =
        term.stepRows().stream().collect(Collectors.toMap(StepRow::id, Function.identity()));
    int position = 0;
    for (Step step : steps) {
      position++;
      if (rows.get(step.id()).state() != StepState.DONE) {
        run(migration, step, position);
      }
    }
  }

  /** What is counted on the way is forgotten with the migration's last step. */
  private static Optional<Long> rows(Journal journal, long migration, Step step) {
    return switch (step.action()) {
      case StepAction.Rebuild r -> Optional.of(journal.shadows().rowsCopied(migration, step.id()));
      case StepAction.Backfill b ->
          Optional.of(journal.backfill().read(migration, step.id()).rowsDone());
      case StepAction.BatchedWrite b ->
          Optional.of(journal.backfill().read(migration, step.id()).rowsDone());
      case StepAction.Execute e -> Optional.empty();
      case StepAction.BuildIndex b -> Optional.empty();
      case StepAction.DropIndex d -> Optional.empty();
      case StepAction.DetachPartition d -> Optional.empty();
      case StepAction.Autonomous a -> Optional.empty();
      case StepAction.Analyze a -> Optional.empty();
      case StepAction.DropRetained d -> Optional.empty();
    };
  }

  private void run(long migration, Step step, int position) throws InterruptedException {
    term.throttle().awaitUnpaused();
    term.lease().check();
    term.write(journal -> journal.steps().running(migration, step.id()));
    term.progress()
        .report(new ProgressEvent.StepStarted(step.id(), step.title(), position, steps.size()));
    long begun = System.nanoTime();
    term.steps().execute(term.context(step));
    term.write(
        journal -> {
          journal.steps().done(migration, step.id());
          rows(journal, migration, step)
              .ifPresent(rows -> journal.steps().rows(migration, step.id(), rows));
          journal.events().add(migration, "step", step.id() + " done: " + step.title());
        });
    term.progress()
        .report(
            new ProgressEvent.StepFinished(
                step.id(), step.title(), Duration.ofNanos(System.nanoTime() - begun), ""));
  }
}
