package dev.instar.migrator.report;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Work;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a plan adds up to, for its last lines. */
final class Totals {
  private static final int LABEL_COLUMNS = 14;

  private final Plan plan;

  Totals(Plan plan) {
    this.plan = plan;
  }

  void print(Page page, Ink ink) {
    List<Step> steps = plan.steps();
    page.paragraph(0, "In total", ink::heading);
    entry(page, ink, "statements", statements());
    entry(page, ink, "findings", findings());
    entry(page, ink, "run as it is", standstill(effects()));
    if (refused() > 0) {
      entry(page, ink, "with Instar", "nothing runs while a statement is refused");
      return;
    }
    Duration work =
        steps.stream().map(s -> s.estimate().duration()).reduce(Duration.ZERO, Duration::plus);
    entry(
        page,
        ink,
        "with Instar",
        Wording.number(steps.size(), "step")
            + ", "
            + Quantities.about(work)
            + "; "
            + standstill(steps.stream().map(Totals::asEffect)));
    long contract = steps.stream().filter(step -> step.phase() == Phase.CONTRACT).count();
    if (contract > 0) {
      entry(
          page,
          ink,
          "later",
          Wording.number(contract, "step")
              + " of phase contract, run by `instar contract` once the old shape is not needed");
    }
  }

  private void entry(Page page, Ink ink, String label, String words) {
    page.entry(2, label, LABEL_COLUMNS, words, ink::faint);
  }

  private String statements() {
    String all = Long.toString(plan.statements().size());
    return refused() == 0 ? all : all + ", " + refused() + " of them refused";
  }

  private long refused() {
    return plan.statements().stream().filter(s -> s.strategy() == Strategy.REFUSE).count();
  }

  private String findings() {
    List<Finding> all = plan.statements().stream().flatMap(s -> s.findings().stream()).toList();
    if (all.isEmpty()) {
      return "none";
    }
    return Stream.of(Finding.Severity.HAZARD, Finding.Severity.WARNING, Finding.Severity.INFO)
        .filter(severity -> count(all, severity) > 0)
        .map(severity -> Wording.number(count(all, severity), Wording.of(severity)))
        .reduce((left, right) -> left + ", " + right)
        .orElseThrow();
  }

  private static long count(List<Finding> findings, Finding.Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private Stream<Effect> effects() {
    return plan.statements().stream().map(StatementPlan::asWritten);
  }

  private static Effect asEffect(Step step) {
    return new Effect(step.locks(), step.work(), step.estimate(), "");
  }

  /** For how long the application would wait: the time of what does its work under a lock. */
  private static String standstill(Stream<Effect> effects) {
    List<Effect> held = effects.filter(effect -> worksUnderItsLock(effect.work())).toList();
    Duration reads = blocked(held, lock -> lock.mode().blocksReads());
    Duration writes = blocked(held, lock -> lock.mode().blocksWrites());
    if (writes.isZero()) {
      return "blocks the application for moments only";
    }
    if (reads.isZero()) {
      return "blocks writes for " + Quantities.about(writes);
    }
    return Quantities.about(reads).equals(Quantities.about(writes))
        ? "blocks reads and writes for " + Quantities.about(writes)
        : "blocks reads for "
            + Quantities.about(reads)
            + " and writes for "
            + Quantities.about(writes);
  }

  private static Duration blocked(List<Effect> effects, Predicate<LockClaim> blocking) {
    return effects.stream()
        .filter(effect -> effect.locks().stream().anyMatch(blocking))
        .map(effect -> effect.estimate().duration())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** A rewrite holds its lock while it works; an online copy takes it at the end, for the swap. */
  private static boolean worksUnderItsLock(Work work) {
    return switch (work) {
      case SCAN, REWRITE, INDEX_BUILD -> true;
      case INSTANT, BATCHED_WRITE, ONLINE_COPY -> false;
    };
  }
}
