package dev.instar.migrator.plan;

import java.util.List;
import java.util.Objects;

/**
 * What a statement would do, run as it is written.
 *
 * @param locks the strongest lock per relation
 * @param kept locks that statements before it in its transaction have taken, and that nobody gets
 *     past while it works
 * @param work the heaviest of what the server has to do
 * @param estimate how much, for how long
 * @param note who waits for how long, in a sentence
 * @param forms the rows of the table of statement forms from which this follows, such as {@code
 *     add-column}
 */
public record Effect(
    List<LockClaim> locks,
    List<LockClaim> kept,
    Work work,
    Estimate estimate,
    String note,
    List<String> forms) {
  public Effect {
    locks = List.copyOf(locks);
    kept = List.copyOf(kept);
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(note, "note");
    forms = List.copyOf(forms);
  }

  /** Of a statement that is a transaction of its own, or the first of one. */
  public Effect(
      List<LockClaim> locks, Work work, Estimate estimate, String note, List<String> forms) {
    this(locks, List.of(), work, estimate, note, forms);
  }

  /** The same while these locks are held. */
  public Effect withKept(List<LockClaim> others) {
    return new Effect(locks, others, work, estimate, note, forms);
  }
}
