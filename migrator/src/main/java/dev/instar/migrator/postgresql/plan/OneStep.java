package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement, or an action of one, that is carried out by one step as it is written: what it locks
 * and does is what the table of forms says, and the step waits for its locks politely.
 *
 * @param parts the rows of the table, and what each is about
 * @param title what it does, in the imperative
 * @param reason why it can be run as it is
 * @param undo how it is taken back
 */
record OneStep(List<Part> parts, String title, String reason, Undo undo) {
  OneStep {
    parts = List.copyOf(parts);
  }

  /** A form, and the relations in their roles. */
  record Part(String form, Roles roles) {}

  static OneStep of(String form, Roles roles, String title, String reason) {
    return new OneStep(
        List.of(new Part(form, roles)),
        title,
        reason,
        new Undo.Impossible("what was there before is not known"));
  }

  /** It does this as well. */
  OneStep and(String form, Roles roles) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(form, roles));
    return new OneStep(more, title, reason, undo);
  }

  OneStep undo(Undo other) {
    return new OneStep(parts, title, reason, other);
  }

  OneStep undo(String... statements) {
    return undo(new Undo.Sql(List.of(statements)));
  }

  /** The whole statement. */
  void in(StatementDraft draft, Phase phase) {
    in(draft, phase, draft.statement().text());
  }

  /** What hangs on a table that the script makes goes with it. */
  private Undo undo(StatementDraft draft) {
    boolean onNew =
        parts.stream()
            .map(Part::roles)
            .allMatch(r -> !r.equals(Roles.NONE) && r.known(draft.schema()).players().isEmpty());
    return onNew && undo instanceof Undo.Impossible && !parts.isEmpty()
        ? new Undo.Nothing("it goes with what this script makes")
        : undo;
  }

  /** These statements, in one transaction. */
  void in(StatementDraft draft, Phase phase, String... statements) {
    StepDraft step = StepDraft.execute(phase, title, reason, statements).undo(undo(draft));
    for (Part part : parts) {
      Roles known = part.roles().known(draft.schema());
      draft.asWritten().form(part.form(), known);
      Form form = draft.form(part.form());
      if (form.work() != Work.INSTANT) {
        step = step.work(form.work(), draft.estimates().of(form, known.size()));
      }
      for (LockClaim claim : known.claims(form)) {
        step = step.lock(claim.relation(), claim.mode());
        if (claim.mode() == LockMode.ACCESS_EXCLUSIVE) {
          draft.find(FindingCode.STANDBY_REPLAY, claim.relation());
        }
      }
    }
    if (phase == Phase.CONTRACT) {
      draft.contract(step);
    } else {
      draft.step(step);
    }
  }
}
