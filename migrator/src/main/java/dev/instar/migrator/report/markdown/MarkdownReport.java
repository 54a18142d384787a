package dev.instar.migrator.report.markdown;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.report.Report;
import dev.instar.migrator.report.Totals;
import dev.instar.migrator.report.Verdict;
import dev.instar.migrator.report.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A plan as a comment of a pull request: what needs somebody's attention, a table with a row for
 * each statement, and the details folded away.
 *
 * <p>A comment on GitHub has at most 65,536 characters. What does not fit is left out, the harmless
 * statements first, and the comment says so.
 */
public final class MarkdownReport extends Report {
  /** Of a comment on GitHub. */
  public static final int CHARACTERS_MAX = 65_536;

  /** For the lines that say what was left out, and the last one. */
  private static final int RESERVED = 1_000;

  private static final int STATEMENT_CHARACTERS_MAX = 80;
  private static final int ALERTS_MAX = 10;
  private static final int ALERT_CHARACTERS_MAX = 400;

  private final int charactersMax;

  /** For a comment of its own. */
  public MarkdownReport() {
    this(CHARACTERS_MAX);
  }

  /**
   * For a part of a comment.
   *
   * @param charactersMax how long its tables and details may be; what needs attention is said in
   *     any case
   */
  public MarkdownReport(int charactersMax) {
    this.charactersMax = charactersMax;
  }

  @Override
  protected String print(Plan plan) {
    StringBuilder comment = new StringBuilder();
    comment.append("## Migration plan: ").append(Markup.words(plan.name())).append("\n\n");
    alerts(comment, plan);
    totals(comment, new Totals(plan));
    table(comment, plan);
    details(comment, plan);
    comment
        .append("<sub>Planned by Instar for ")
        .append(Markup.words(plan.server()))
        .append("; schema and sizes from ")
        .append(Markup.words(plan.basis()))
        .append(". <code>instar explain CODE</code> says more of a code.</sub>\n");
    return comment.toString();
  }

  private static void alerts(StringBuilder comment, Plan plan) {
    List<String> alerts = new ArrayList<>();
    for (StatementPlan statement : plan.statements()) {
      statement
          .refusal()
          .ifPresent(
              r -> alerts.add(alert(statement.line(), r.code(), r.reason(), r.alternative())));
    }
    boolean refused = !alerts.isEmpty();
    if (!refused) {
      for (StatementPlan statement : plan.statements()) {
        statement.findings().stream()
            .filter(Verdict::stops)
            .forEach(f -> alerts.add(alert(statement.line(), f.code(), f.message(), f.advice())));
      }
    }
    if (alerts.isEmpty()) {
      return;
    }
    comment
        .append(refused ? "> [!CAUTION]\n> **" : "> [!WARNING]\n> **")
        .append(
            refused
                ? "Nothing runs while a statement is refused."
                : "`instar migrate` does not begin before somebody accepts this, or changes it.")
        .append("**\n>\n");
    alerts.stream().limit(ALERTS_MAX).forEach(comment::append);
    if (alerts.size() > ALERTS_MAX) {
      comment.append("> - and ").append(alerts.size() - ALERTS_MAX).append(" more\n");
    }
    comment.append('\n');
  }

  private static String alert(int line, String code, String what, String advice) {
    String words = Wording.sentence(Wording.shortened(what, ALERT_CHARACTERS_MAX));
    String next = advice.isEmpty() ? "" : " " + Wording.shortened(advice, ALERT_CHARACTERS_MAX);
    return "> - line %d, %s: %s\n".formatted(line, Markup.code(code), Markup.words(words + next));
  }

  private static void totals(StringBuilder comment, Totals totals) {
    comment.append("- **Run as it is**: ").append(totals.asWritten().words()).append('\n');
    comment.append("- **With Instar**: ").append(totals.steps()).append('\n');
    totals.later().ifPresent(later -> comment.append("- **Later**: ").append(later).append('\n'));
    comment.append("- **Findings**: ").append(totals.findings()).append("\n\n");
  }

  private void table(StringBuilder comment, Plan plan) {
    comment.append("| line | statement | strategy | worst lock as written | for | verdict |\n");
    comment.append("|---:|---|---|---|---|---|\n");
    int rows = 0;
    for (StatementPlan statement : plan.statements()) {
      String row = row(statement);
      // Half of the comment belongs to the details.
      if (comment.length() + row.length() > charactersMax / 2) {
        int left = plan.statements().size() - rows;
        comment.append("| | and ").append(Wording.number(left, "more statement"));
        comment.append(" | | | | |\n");
        break;
      }
      comment.append(row);
      rows++;
    }
    comment.append('\n');
  }

  private static String row(StatementPlan statement) {
    return "| %d | %s | %s | %s | %s | %s |\n"
        .formatted(
            statement.line(),
            Markup.code(Wording.shortened(statement.text(), STATEMENT_CHARACTERS_MAX)),
            Wording.of(statement.strategy()),
            Markup.words(Wording.worstLock(statement.asWritten().locks())),
            Quantities.about(statement.asWritten().estimate().duration()),
            Verdict.of(statement).words());
  }

  /** As many details as there is room for, in the order of the file, the worst preferred. */
  private void details(StringBuilder comment, Plan plan) {
    List<StatementPlan> statements = plan.statements();
    int room = charactersMax - RESERVED - comment.length();
    List<Integer> byVerdict =
        IntStream.range(0, statements.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> Verdict.of(statements.get(i))).reversed())
            .toList();
    Set<Integer> shown = new TreeSet<>();
    for (int position : byVerdict) {
      int length = Details.of(statements.get(position)).length();
      if (length <= room) {
        room -= length;
        shown.add(position);
      }
    }
    shown.forEach(position -> comment.append(Details.of(statements.get(position))));
    if (shown.size() < statements.size()) {
      comment.append(
          ("**Cut:** this may have %,d characters, so the details of %d of %d statements are"
                  + " left out, the harmless ones first. `instar plan --report html=FILE` has"
                  + " them.\n\n")
              .formatted(charactersMax, statements.size() - shown.size(), statements.size()));
    }
  }
}
