package dev.instar.migrator.run;

import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.journal.StepState;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How long the steps of a migration took that are done, beside what was estimated. Pure.
 *
 * @param migration its name
 * @param steps in the order of execution
 */
public record TimeTaken(String migration, List<StepTime> steps) {
  public TimeTaken {
    Objects.requireNonNull(migration, "migration");
    steps = List.copyOf(steps);
  }

  /**
   * Compares a plan with what became of it.
   *
   * @param interruptions when the migration was resumed, held or let go on
   */
  static TimeTaken of(Plan plan, List<StepRow> rows, List<Instant> interruptions) {
    Map<String, Step> planned =
        plan.steps().stream().collect(Collectors.toMap(Step::id, Function.identity()));
    List<StepTime> steps = new ArrayList<>();
    for (StepRow row : rows) {
      if (row.state() == StepState.DONE
          && row.startedAt().isPresent()
          && row.finishedAt().isPresent()) {
        Instant from = row.startedAt().get();
        Instant to = row.finishedAt().get();
        steps.add(
            new StepTime(
                row.id(),
                Duration.between(from, to),
                planned.get(row.id()).estimate().duration(),
                interruptions.stream().anyMatch(at -> !at.isBefore(from) && !at.isAfter(to)),
                row.rows()));
      }
    }
    return new TimeTaken(plan.name(), steps);
  }

  /** The time of a step that is done. */
  public Optional<StepTime> of(String step) {
    return steps.stream().filter(time -> time.id().equals(step)).findFirst();
  }

  /** Of all steps; what lies between a migration and its contract is not counted. */
  public Duration took() {
    return steps.stream().map(StepTime::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** Of the same steps; empty where it was not known of one of them. */
  public Optional<Duration> estimated() {
    return steps.stream()
        .map(StepTime::estimated)
        .reduce(
            Optional.of(Duration.ZERO), (all, one) -> all.flatMap(known -> one.map(known::plus)));
  }

  /** Whether one of them was. */
  public boolean interrupted() {
    return steps.stream().anyMatch(StepTime::interrupted);
  }
}
