package dev.instar.migrator.report;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the rules say of a statement, beside what a server did with it.
 *
 * @param heading who was asked, and whether it agrees; or why nobody was
 * @param rows what is compared; empty where nobody was asked
 * @param said what the server reported of its work
 */
public record Comparison(String heading, List<Row> rows, List<String> said) {
  public Comparison {
    rows = List.copyOf(rows);
    said = List.copyOf(said);
  }

  /** One thing, as the rules have it and as it was seen. */
  public record Row(String what, String rule, String seen) {}

  /** Empty for a plan without evidence. */
  public static Optional<Comparison> of(StatementPlan plan) {
    return plan.evidence().map(evidence -> of(plan, evidence));
  }

  private static Comparison of(StatementPlan plan, Evidence evidence) {
    return switch (evidence) {
      case Evidence.NotTaken none ->
          new Comparison("Not tried: " + none.reason(), List.of(), List.of());
      case Evidence.Refused refused ->
          new Comparison(
              heading(plan, refused.server()),
              List.of(new Row("outcome", fails(plan), "refused: " + refused.error())),
              List.of());
      case Evidence.Explained explained ->
          new Comparison(
              heading(plan, explained.server()),
              List.of(
                  locks(plan.asWritten(), explained.locks(), explained.lesser()),
                  new Row("work", Wording.of(plan.asWritten().work()), "not run, only explained")),
              List.of());
      case Evidence.Tried tried ->
          new Comparison(
              heading(plan, tried.server()),
              List.of(
                  locks(plan.asWritten(), tried.locks(), tried.lesser()),
                  new Row(
                      "work",
                      Wording.of(plan.asWritten().work()),
                      Wording.of(tried.work()) + storage(tried))),
              tried.said());
    };
  }

  private static String heading(StatementPlan plan, String server) {
    return "Tried on empty copies by " + server + verdict(plan);
  }

  private static String verdict(StatementPlan plan) {
    if (plan.strategy() == Strategy.UNKNOWN
        || has(plan, FindingCode.OPAQUE_STATEMENT)
        || has(plan, FindingCode.CASCADE_DROPS)) {
      return "";
    }
    return has(plan, FindingCode.EVIDENCE_DISAGREES)
        ? ": not as the rules say"
        : ": as the rules say";
  }

  private static String fails(StatementPlan plan) {
    return has(plan, FindingCode.FAILS_AS_WRITTEN) ? "refused" : "carried out";
  }

  private static boolean has(StatementPlan plan, FindingCode code) {
    return plan.findings().stream().anyMatch(finding -> finding.code().equals(code.code()));
  }

  /** What adds nothing is left out, unless the rules name it. */
  private static Row locks(Effect effect, List<LockClaim> locks, List<LockClaim> lesser) {
    List<LockClaim> seen = new ArrayList<>(locks);
    lesser.stream()
        .filter(l -> effect.locks().stream().anyMatch(e -> e.relation().equals(l.relation())))
        .forEach(seen::add);
    return new Row("locks", Wording.locks(effect.locks()), Wording.locks(seen));
  }

  private static String storage(Evidence.Tried tried) {
    return tried.rewritten().isEmpty()
        ? ""
        : tried.rewritten().stream()
            .map(TableName::toString)
            .collect(Collectors.joining(", ", " (new files for ", ")"));
  }
}
