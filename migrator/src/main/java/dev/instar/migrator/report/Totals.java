package dev.instar.migrator.report;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a plan adds up to, in words. */
public final class Totals {
  private final Plan plan;

  public Totals(Plan plan) {
    this.plan = plan;
  }

  /** How many statements, and how many of them are refused. */
  public String statements() {
    String all = Long.toString(plan.statements().size());
    return Stream.of(Strategy.REFUSE, Strategy.UNKNOWN)
        .filter(strategy -> count(strategy) > 0)
        .map(strategy -> ", " + count(strategy) + " of them " + Wording.of(strategy))
        .reduce(all, String::concat);
  }

  /** How many statements are refused; then nothing runs. */
  public long refused() {
    return plan.statements().stream().filter(s -> s.strategy() == Strategy.REFUSE).count();
  }

  private long count(Strategy strategy) {
    return plan.statements().stream().filter(s -> s.strategy() == strategy).count();
  }

  /** How many findings of which severity, and how many of them somebody has accepted. */
  public String findings() {
    List<Finding> all = plan.statements().stream().flatMap(s -> s.findings().stream()).toList();
    if (all.isEmpty()) {
      return "none";
    }
    String counted =
        Stream.of(Finding.Severity.HAZARD, Finding.Severity.WARNING, Finding.Severity.INFO)
            .filter(severity -> count(all, severity) > 0)
            .map(severity -> Wording.number(count(all, severity), Wording.of(severity)))
            .reduce((left, right) -> left + ", " + right)
            .orElseThrow();
    long accepted = all.stream().filter(f -> f.accepted().isPresent()).count();
    return accepted == 0 ? counted : counted + "; " + accepted + " accepted";
  }

  /** For how long the application would wait for the statements as they are. */
  public Standstill asWritten() {
    return Standstill.asWritten(plan.statements());
  }

  /** For how long it waits for Instar's steps. */
  public Standstill withInstar() {
    return Standstill.ofSteps(plan.steps().stream());
  }

  /** About how long all steps take. */
  public Optional<Duration> duration() {
    return Quantities.sum(plan.steps().stream().map(Step::estimate));
  }

  /** What Instar runs, for how long, and who waits. */
  public String steps() {
    return Stream.of(Strategy.REFUSE, Strategy.UNKNOWN)
        .filter(strategy -> count(strategy) > 0)
        .findFirst()
        .map(strategy -> "nothing runs while a statement is " + Wording.of(strategy))
        .orElseGet(
            () ->
                Wording.number(plan.steps().size(), "step")
                    + ", "
                    + Quantities.about(duration())
                    + "; "
                    + withInstar().words());
  }

  /** What keeps {@code instar migrate} from beginning although nothing is refused, if anything. */
  public Optional<String> decisions() {
    String hazards =
        plan.statements().stream()
            .flatMap(
                s ->
                    s.findings().stream()
                        .filter(Verdict::stops)
                        .map(
                            f ->
                                f.code()
                                    + " (line "
                                    + f.place().map(Place::line).orElse(s.line())
                                    + ")"))
            .collect(Collectors.joining(", "));
    return hazards.isEmpty() || refused() > 0
        ? Optional.empty()
        : Optional.of(
            "`instar migrate` does not begin before these hazards are accepted or gone: "
                + hazards);
  }

  /** What is left for {@code instar contract}, if anything is. */
  public Optional<String> later() {
    long contract = plan.steps().stream().map(Step::phase).filter(Phase.CONTRACT::equals).count();
    return contract == 0 || refused() > 0 || count(Strategy.UNKNOWN) > 0
        ? Optional.empty()
        : Optional.of(
            Wording.number(contract, "step")
                + " of phase contract, run by `instar contract` once the old shape is not needed");
  }

  private static long count(List<Finding> findings, Finding.Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
