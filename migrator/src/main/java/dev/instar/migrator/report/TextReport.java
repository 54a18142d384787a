package dev.instar.migrator.report;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Strategy;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A plan for people, in 80 columns. */
public final class TextReport extends Report {
  private static final int COLUMNS = 80;
  // The longest label, "Blocks" or "before", and two spaces.
  private static final int LABEL_COLUMNS = 8;
  // "accepted:" and "run as it is", and two spaces.
  private static final int FINDING_LABEL_COLUMNS = 11;
  private static final int TOTAL_LABEL_COLUMNS = 14;
  private static final int STATEMENT_CHARACTERS_MAX = 300;

  private final Ink ink;

  /**
   * @param ink {@link Ink#COLOUR} only for a terminal
   */
  public TextReport(Ink ink) {
    this.ink = ink;
  }

  @Override
  protected String print(Plan plan) {
    Page page = new Page(COLUMNS);
    page.paragraph(0, "Plan of " + plan.name(), ink::heading);
    page.paragraph(0, plan.server() + ", time zone " + plan.timeZone(), ink::faint);
    page.paragraph(0, "Schema and sizes from " + plan.basis(), ink::faint);
    int position = 0;
    for (StatementPlan statement : plan.statements()) {
      position++;
      page.blank();
      statement(page, statement, position, plan.statements().size());
    }
    page.blank();
    totals(page, new Totals(plan));
    return page.toString();
  }

  private void statement(Page page, StatementPlan statement, int position, int total) {
    String heading =
        "Statement %d of %d (line %d, column %d)"
            .formatted(position, total, statement.line(), statement.column());
    page.paragraph(0, heading, ink::heading);
    page.paragraph(2, Wording.shortened(statement.text(), STATEMENT_CHARACTERS_MAX));
    page.blank();
    asWritten(page, statement);
    findings(page, statement, finding -> !finding.remains());
    page.blank();
    instead(page, statement);
    findings(page, statement, Finding::remains);
    deployment(page, statement.deployment());
  }

  private void findings(Page page, StatementPlan statement, Predicate<Finding> which) {
    List<Finding> some =
        statement.findings().stream()
            .filter(which)
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .toList();
    if (!some.isEmpty()) {
      page.blank();
      some.forEach(finding -> finding(page, statement, finding));
    }
  }

  private void asWritten(Page page, StatementPlan statement) {
    Effect effect = statement.asWritten();
    page.paragraph(2, "Run as it is", ink::heading);
    field(page, 4, "locks", Wording.locks(effect.locks()));
    field(page, 4, "blocks", Wording.blocks(effect.locks()));
    field(page, 4, "work", Wording.work(effect.work(), effect.estimate()));
    field(page, 4, "takes", Wording.time(effect.estimate()));
    field(page, 4, "note", effect.note());
    Comparison.of(statement).ifPresent(comparison -> tried(page, comparison));
  }

  private void tried(Page page, Comparison comparison) {
    page.blank();
    page.paragraph(2, comparison.heading(), ink::heading);
    field(page, 4, "rules", all(comparison, Comparison.Row::rule));
    field(page, 4, "trial", all(comparison, Comparison.Row::seen));
    field(page, 4, "said", String.join("; ", comparison.said()));
  }

  private static String all(Comparison comparison, Function<Comparison.Row, String> side) {
    return comparison.rows().stream().map(side).collect(Collectors.joining("; "));
  }

  private void finding(Page page, StatementPlan statement, Finding finding) {
    String label = Wording.of(finding.severity()) + " " + finding.code();
    UnaryOperator<String> paint = text -> ink.severity(finding.severity(), text);
    page.entry(2, label, Math.max(4, label.length() + 2), finding.message(), paint);
    String place = Wording.placeWithin(statement, finding).orElse("");
    field(page, 4, "at", FINDING_LABEL_COLUMNS, place);
    field(page, 4, "next", FINDING_LABEL_COLUMNS, finding.advice());
    field(page, 4, "accepted:", FINDING_LABEL_COLUMNS, finding.accepted().orElse(""));
  }

  private void instead(Page page, StatementPlan statement) {
    if (statement.refusal().isPresent()) {
      refusal(page, statement.refusal().get());
      return;
    }
    page.paragraph(2, "Instar runs instead: " + Wording.of(statement.strategy()), ink::heading);
    if (statement.steps().isEmpty() && statement.strategy() != Strategy.UNKNOWN) {
      page.paragraph(4, "Nothing: there is nothing to do.");
      return;
    }
    page.paragraph(4, Wording.explain(statement.strategy()));
    statement.steps().forEach(step -> step(page, step));
  }

  private void refusal(Page page, StatementPlan.Refusal refusal) {
    String heading = "Instar does not run it: " + Wording.of(Strategy.REFUSE);
    page.paragraph(2, heading + " [" + refusal.code() + "]", ink::alarm);
    field(page, 4, "reason", refusal.reason());
    field(page, 4, "next", refusal.alternative());
  }

  private void step(Page page, Step step) {
    String label = "%-5s %-9s".formatted(step.id(), Wording.of(step.phase()));
    page.entry(4, label, label.length() + 1, step.title(), ink::heading);
    field(page, 10, "locks", Wording.locksAndBlocks(step.locks()));
    field(page, 10, "work", Wording.work(step.work(), step.estimate()));
    field(page, 10, "takes", Wording.time(step.estimate()));
    field(page, 10, "before", step.precondition());
    field(page, 10, "undo", Wording.of(step.undo()));
    field(page, 10, "why", step.reason());
  }

  private void deployment(Page page, List<String> deployment) {
    if (deployment.isEmpty()) {
      return;
    }
    page.blank();
    page.paragraph(2, "Deployment order", ink::heading);
    int position = 0;
    for (String step : deployment) {
      position++;
      page.entry(4, position + ".", 4, step, UnaryOperator.identity());
    }
  }

  private void totals(Page page, Totals totals) {
    page.paragraph(0, "In total", ink::heading);
    field(page, 2, "statements", TOTAL_LABEL_COLUMNS, totals.statements());
    field(page, 2, "findings", TOTAL_LABEL_COLUMNS, totals.findings());
    field(page, 2, "run as it is", TOTAL_LABEL_COLUMNS, totals.asWritten().words());
    field(page, 2, "with Instar", TOTAL_LABEL_COLUMNS, totals.steps());
    field(page, 2, "to decide", TOTAL_LABEL_COLUMNS, totals.decisions().orElse(""));
    field(page, 2, "later", TOTAL_LABEL_COLUMNS, totals.later().orElse(""));
  }

  private void field(Page page, int indent, String label, String words) {
    field(page, indent, label, LABEL_COLUMNS, words);
  }

  /** A named line; nothing where there is nothing to say. */
  private void field(Page page, int indent, String label, int labelColumns, String words) {
    if (!words.isEmpty()) {
      page.entry(indent, label, labelColumns, words, ink::faint);
    }
  }
}
