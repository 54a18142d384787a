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
 * @param deployment for what the old application may still need: which version of it is deployed
 *     before and after which command, in order; empty where any version runs at any time
 * @param evidence what a server did with it, where one was asked
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
    List<String> deployment,
    Optional<Evidence> evidence,
    Optional<Refusal> refusal) {
  public StatementPlan {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(asWritten, "asWritten");
    steps = List.copyOf(steps);
    findings = List.copyOf(findings);
    deployment = List.copyOf(deployment);
    Objects.requireNonNull(evidence, "evidence");
    if (refusal.isPresent() != (strategy == Strategy.REFUSE)) {
      throw new IllegalArgumentException("a refused statement, and no other, has a refusal");
    }
  }

  /** The same doing this if it is run as it is. */
  public StatementPlan withAsWritten(Effect other) {
    return new StatementPlan(
        text, line, column, other, strategy, steps, findings, deployment, evidence, refusal);
  }

  /** The same with these findings. */
  public StatementPlan withFindings(List<Finding> others) {
    return new StatementPlan(
        text, line, column, asWritten, strategy, steps, others, deployment, evidence, refusal);
  }

  /** The same done by these steps. */
  public StatementPlan withSteps(List<Step> others) {
    return new StatementPlan(
        text, line, column, asWritten, strategy, others, findings, deployment, evidence, refusal);
  }

  /** The same with what a server did. */
  public StatementPlan withEvidence(Evidence seen) {
    return new StatementPlan(
        text,
        line,
        column,
        asWritten,
        strategy,
        steps,
        findings,
        deployment,
        Optional.of(seen),
        refusal);
  }

  /** Why a statement is refused, under a code of {@code ErrorCode}, and what works instead. */
  public record Refusal(String code, String reason, String alternative) {}
}
