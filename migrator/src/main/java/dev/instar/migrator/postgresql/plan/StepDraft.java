package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/** A step before it has its id. Immutable; each method gives a changed one. */
record StepDraft(
    Phase phase,
    String title,
    StepAction action,
    List<LockClaim> locks,
    Work work,
    Estimate estimate,
    Undo undo,
    String precondition,
    String reason) {
  StepDraft {
    locks = List.copyOf(locks);
  }

  /** A step of instant work that cannot be taken back and locks nothing, to begin from. */
  static StepDraft of(Phase phase, String title, StepAction action, String reason) {
    return new StepDraft(
        phase,
        title,
        action,
        List.of(),
        Work.INSTANT,
        Estimates.instant(),
        new Undo.Nothing("it changes nothing that lasts"),
        "",
        reason);
  }

  /** A step that is one transaction. */
  static StepDraft execute(Phase phase, String title, String reason, String... statements) {
    return of(phase, title, new StepAction.Execute(List.of(statements)), reason);
  }

  StepDraft lock(TableName relation, LockMode mode) {
    List<LockClaim> more = new ArrayList<>(locks);
    more.add(new LockClaim(relation, mode));
    return new StepDraft(phase, title, action, more, work, estimate, undo, precondition, reason);
  }

  StepDraft work(Work kind, Estimate much) {
    return new StepDraft(phase, title, action, locks, kind, much, undo, precondition, reason);
  }

  StepDraft undo(Undo other) {
    return new StepDraft(phase, title, action, locks, work, estimate, other, precondition, reason);
  }

  StepDraft undo(String... statements) {
    return undo(new Undo.Sql(List.of(statements)));
  }

  StepDraft precondition(String words) {
    return new StepDraft(phase, title, action, locks, work, estimate, undo, words, reason);
  }

  /**
   * The step itself.
   *
   * @param rebuildId the id of the statement's rebuild step, for the step that drops what it
   *     retained
   */
  Step step(String id, String rebuildId) {
    StepAction numbered =
        action instanceof StepAction.DropRetained drop
            ? new StepAction.DropRetained(rebuildId, drop.table())
            : action;
    return new Step(id, phase, title, numbered, locks, work, estimate, undo, precondition, reason);
  }
}
