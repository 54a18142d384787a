package dev.instar.migrator.plan;

import java.util.List;
import java.util.Objects;

/** What a statement would do, run as it is written. */
public record Effect(List<LockClaim> locks, Work work, Estimate estimate, String note) {
  public Effect {
    locks = List.copyOf(locks);
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(note, "note");
  }
}
