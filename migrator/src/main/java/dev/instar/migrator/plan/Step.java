package dev.instar.migrator.plan;

import java.util.List;
import java.util.Objects;

/**
 * One step of a plan.
 *
 * @param id unique in the plan and stable, such as {@code 1.2} for the second step of the first
 *     statement
 * @param phase where it belongs
 * @param title one short line in the imperative
 * @param action what it does
 * @param locks the strongest lock per relation
 * @param work what the server has to do
 * @param estimate how much, for how long
 * @param undo how {@code abort} takes it back
 * @param precondition what must hold for the step to begin, in words; empty where nothing special
 * @param reason why it is there, one sentence
 */
public record Step(
    String id,
    Phase phase,
    String title,
    StepAction action,
    List<LockClaim> locks,
    Work work,
    Estimate estimate,
    Undo undo,
    String precondition,
    String reason) {
  public Step {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(action, "action");
    locks = List.copyOf(locks);
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(undo, "undo");
    Objects.requireNonNull(precondition, "precondition");
    Objects.requireNonNull(reason, "reason");
  }

  /** Whether the step is one transaction, so that it happens as a whole or not at all. */
  public boolean transactional() {
    return switch (action) {
      case StepAction.Execute e -> true;
      case StepAction.BuildIndex b -> false;
      case StepAction.DropIndex d -> false;
      case StepAction.Backfill b -> false;
      case StepAction.BatchedWrite b -> false;
      case StepAction.DetachPartition d -> false;
      case StepAction.Rebuild r -> false;
      case StepAction.Autonomous a -> false;
      case StepAction.Analyze a -> true;
      case StepAction.DropRetained d -> true;
    };
  }
}
