package dev.instar.migrator.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of one statement.
 *
 * @param text the statement as written
 * @param line where it begins in its file, from 1
 * @param column where it begins in its line, from 1
 * @param asWritten what it would do run as it is
 * @param strategy how it is carried out
 * @param steps what runs instead, in order; empty if refused or if there is nothing to do
 * @param findings what a reader should know
 * @param refusal why it is refused and what works instead, if it is
 */
public record StatementPlan(
    String text,
    int line,
    int column,
    Effect asWritten,
    Strategy strategy,
    List<Step> steps,
    List<Finding> findings,
    Optional<Refusal> refusal) {
  public StatementPlan {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(asWritten, "asWritten");
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
    if (refusal.isPresent() != (strategy == Strategy.REFUSE)) {
      throw new IllegalArgumentException("a refused statement, and no other, has a refusal");
    }
  }

  /** Why a statement is refused, under a code of {@code ErrorCode}, and what works instead. */
  public record Refusal(String code, String reason, String alternative) {}
}
