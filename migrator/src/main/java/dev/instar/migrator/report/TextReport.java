package dev.instar.migrator.report;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Strategy;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A plan for people, in 80 columns. */
public final class TextReport implements Report {
  private static final int COLUMNS = 80;
  // The longest label, "Blocks" or "before", and two spaces.
  private static final int LABEL_COLUMNS = 8;
  private static final int STATEMENT_CHARACTERS_MAX = 300;

  private final Ink ink;

  /**
   * @param ink {@link Ink#COLOUR} only for a terminal
   */
  public TextReport(Ink ink) {
    this.ink = ink;
  }

  @Override
  public String render(Plan plan) {
    Page page = new Page(COLUMNS);
    page.paragraph(0, "Plan of " + plan.name(), ink::heading);
    page.paragraph(0, plan.server() + ", time zone " + plan.timeZone(), ink::faint);
    int position = 0;
    for (StatementPlan statement : plan.statements()) {
      position++;
      page.blank();
      statement(page, statement, position, plan.statements().size());
    }
    page.blank();
    new Totals(plan).print(page, ink);
    return page.toString();
  }

  private void statement(Page page, StatementPlan statement, int position, int total) {
    String heading =
        "Statement %d of %d (line %d, column %d)"
            .formatted(position, total, statement.line(), statement.column());
    page.paragraph(0, heading, ink::heading);
    page.paragraph(2, shortened(statement.text()));
    page.blank();
    asWritten(page, statement.asWritten());
    findings(page, statement, finding -> !remains(finding));
    page.blank();
    instead(page, statement);
    findings(page, statement, TextReport::remains);
  }

  private void findings(Page page, StatementPlan statement, Predicate<Finding> which) {
    List<Finding> some =
        statement.findings().stream()
            .filter(which)
            .sorted(Comparator.comparing(Finding::severity).reversed())
            .toList();
    if (!some.isEmpty()) {
      page.blank();
      some.forEach(finding -> finding(page, finding));
    }
  }

  /** Whether it stands when Instar carries the statement out; if not, it is about it as written. */
  private static boolean remains(Finding finding) {
    return FindingCode.of(finding.code()).map(FindingCode::remains).orElse(true);
  }

  private void asWritten(Page page, Effect effect) {
    page.paragraph(2, "Run as it is", ink::heading);
    field(page, 4, "locks", locks(effect.locks()));
    field(page, 4, "blocks", Wording.blocks(effect.locks()));
    field(page, 4, "work", Wording.work(effect.work(), effect.estimate()));
    field(page, 4, "takes", Wording.time(effect.estimate()));
    field(page, 4, "note", effect.note());
  }

  private void finding(Page page, Finding finding) {
    String label = Wording.of(finding.severity()) + " " + finding.code();
    UnaryOperator<String> paint = text -> ink.severity(finding.severity(), text);
    page.entry(2, label, Math.max(4, label.length() + 2), finding.message(), paint);
    if (!finding.advice().isEmpty()) {
      field(page, 4, "next", finding.advice());
    }
  }

  private void instead(Page page, StatementPlan statement) {
    if (statement.refusal().isPresent()) {
      refusal(page, statement.refusal().get());
      return;
    }
    page.paragraph(2, "Instar runs instead: " + Wording.of(statement.strategy()), ink::heading);
    if (statement.steps().isEmpty()) {
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
    field(page, 10, "locks", locksAndBlocks(step.locks()));
    field(page, 10, "work", Wording.work(step.work(), step.estimate()));
    field(page, 10, "takes", Wording.time(step.estimate()));
    field(page, 10, "before", step.precondition());
    field(page, 10, "undo", Wording.of(step.undo()));
    field(page, 10, "why", step.reason());
  }

  /** A named line; nothing where there is nothing to say. */
  private void field(Page page, int indent, String label, String words) {
    if (!words.isEmpty()) {
      page.entry(indent, label, LABEL_COLUMNS, words, ink::faint);
    }
  }

  private static String locks(List<LockClaim> locks) {
    return locks.isEmpty()
        ? "none"
        : locks.stream()
            .map(lock -> lock.mode().sql() + " on " + lock.relation())
            .collect(Collectors.joining(", "));
  }

  private static String locksAndBlocks(List<LockClaim> locks) {
    return locks.isEmpty() ? "none" : locks(locks) + " (blocks " + Wording.blocks(locks) + ")";
  }

  private static String shortened(String statement) {
    String line = statement.strip().replaceAll("\\s+", " ");
    return line.length() <= STATEMENT_CHARACTERS_MAX
        ? line
        : line.substring(0, STATEMENT_CHARACTERS_MAX) + " …";
  }
}
