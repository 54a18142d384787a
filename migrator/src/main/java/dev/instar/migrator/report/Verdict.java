package dev.instar.migrator.report;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;

/** What a statement comes to, for a reader in a hurry; the worst last. */
public enum Verdict {
  NOTHING("nothing to do"),
  MOMENT("only a moment's lock"),
  ONLINE("online with Instar"),
  DECISION("needs a decision"),
  REFUSED("refused");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** Such as {@code needs a decision}. */
  public String words() {
    return words;
  }

  public static Verdict of(StatementPlan statement) {
    if (statement.refusal().isPresent()) {
      return REFUSED;
    }
    if (statement.findings().stream().anyMatch(Verdict::stops)) {
      return DECISION;
    }
    if (statement.steps().isEmpty()) {
      return NOTHING;
    }
    return statement.strategy() == Strategy.INSTANT ? MOMENT : ONLINE;
  }

  /** The worst of its statements'. */
  public static Verdict of(Plan plan) {
    return plan.statements().stream().map(Verdict::of).max(Verdict::compareTo).orElse(NOTHING);
  }

  /** Whether {@code migrate} does not begin because of it. */
  public static boolean stops(Finding finding) {
    return finding.severity() == Finding.Severity.HAZARD
        && finding.remains()
        && finding.accepted().isEmpty();
  }
}
