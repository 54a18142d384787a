package dev.instar.migrator.plan;

import java.util.List;
import java.util.Objects;

/**
 * What a statement would do, run as it is written.
 *
 * @param locks the strongest lock per relation
 * @param work the heaviest of what the server has to do
 * @param estimate how much, for how long
 * @param note who waits for how long, in a sentence
 * @param forms the rows of the table of statement forms from which this follows, such as {@code
 *     add-column}
 */
public record Effect(
    List<LockClaim> locks, Work work, Estimate estimate, String note, List<String> forms) {
  public Effect {
    locks = List.copyOf(locks);
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(estimate, "estimate");
    Objects.requireNonNull(note, "note");
    forms = List.copyOf(forms);
  }
}
