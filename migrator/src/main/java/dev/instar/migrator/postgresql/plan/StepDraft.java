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
import java.util.Collection;
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

  StepDraft in(Phase other, String why) {
    return new StepDraft(other, title, action, locks, work, estimate, undo, precondition, why);
  }

  StepDraft as(String words, StepAction other) {
    return new StepDraft(phase, words, other, locks, work, estimate, undo, precondition, reason);
  }

  StepDraft lock(TableName relation, LockMode mode) {
    List<LockClaim> more = new ArrayList<>(locks);
    LockClaim claim = new LockClaim(relation, mode);
    if (!more.contains(claim)) {
      more.add(claim);
    }
    return new StepDraft(phase, title, action, more, work, estimate, undo, precondition, reason);
  }

  StepDraft locks(List<LockClaim> claims) {
    StepDraft locked = this;
    for (LockClaim claim : claims) {
      locked = locked.lock(claim.relation(), claim.mode());
    }
    return locked;
  }

  /** Every one of them with the same lock. */
  StepDraft lock(Collection<TableName> relations, LockMode mode) {
    StepDraft locking = this;
    for (TableName relation : relations) {
      locking = locking.lock(relation, mode);
    }
    return locking;
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
