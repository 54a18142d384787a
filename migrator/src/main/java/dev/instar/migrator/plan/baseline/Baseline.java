package dev.instar.migrator.plan.baseline;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Findings that are known and tolerated. Immutable. */
public final class Baseline {
  /** Nothing is. */
  public static final Baseline NONE = new Baseline(List.of());

  private static final String REASON = "baseline";

  private final SortedSet<KnownFinding> known;

  Baseline(Collection<KnownFinding> known) {
    this.known = new TreeSet<>(known);
  }

  SortedSet<KnownFinding> known() {
    return known;
  }

  /** The plan with what is known in it accepted. */
  public Plan accept(Plan plan) {
    return plan.withStatements(
        plan.statements().stream()
            .map(
                statement ->
                    statement.withFindings(
                        statement.findings().stream()
                            .map(finding -> accept(plan, statement, finding))
                            .toList()))
            .toList());
  }

  private Finding accept(Plan plan, StatementPlan statement, Finding finding) {
    KnownFinding here = KnownFinding.of(plan.name(), statement, finding);
    return known.stream().anyMatch(here::is) ? finding.acceptedAs(REASON) : finding;
  }

  /** The codes of what is known of this plan's file and not found any more. */
  public List<String> gone(Plan plan) {
    List<KnownFinding> here =
        plan.statements().stream()
            .flatMap(s -> s.findings().stream().map(f -> KnownFinding.of(plan.name(), s, f)))
            .toList();
    return known.stream()
        .filter(one -> one.file().equals(plan.name()))
        .filter(one -> here.stream().noneMatch(one::is))
        .map(KnownFinding::code)
        .toList();
  }

  /**
   * This baseline with the findings of a plan that nobody has accepted, in place of what it had of
   * the plan's file; what it has of others stays.
   */
  public Baseline with(Plan plan) {
    List<KnownFinding> all = new ArrayList<>();
    known.stream().filter(one -> !one.file().equals(plan.name())).forEach(all::add);
    findings(plan).forEach(all::add);
    return new Baseline(all);
  }

  private static Stream<KnownFinding> findings(Plan plan) {
    return plan.statements().stream()
        .flatMap(
            statement ->
                statement.findings().stream()
                    .filter(finding -> finding.accepted().isEmpty())
                    .map(finding -> KnownFinding.of(plan.name(), statement, finding)));
  }

  /** How many findings are known. */
  public int size() {
    return known.size();
  }

  /** How many findings of this plan's file are known. */
  public int size(Plan plan) {
    return (int) known.stream().filter(one -> one.file().equals(plan.name())).count();
  }
}
