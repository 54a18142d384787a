package dev.instar.migrator.report.markdown;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.report.Comparison;
import dev.instar.migrator.report.StepSql;
import dev.instar.migrator.report.Verdict;
import dev.instar.migrator.report.Wording;
import java.util.Comparator;
import java.util.List;

/** One statement's plan, folded: its SQL, what it would do, the steps, the findings. */
final class Details {
  private static final int SUMMARY_CHARACTERS_MAX = 100;
  private static final int SQL_CHARACTERS_MAX = 2_000;

  private final StringBuilder markdown = new StringBuilder();

  private Details() {}

  static String of(StatementPlan statement) {
    Details details = new Details();
    details.print(statement);
    return details.markdown.toString();
  }

  private void print(StatementPlan statement) {
    String summary = Markup.code(Wording.shortened(statement.text(), SUMMARY_CHARACTERS_MAX));
    markdown
        .append("<details>\n<summary>Line ")
        .append(statement.line())
        .append(": ")
        .append(summary)
        .append(" – ")
        .append(Verdict.of(statement).words())
        .append("</summary>\n\n")
        .append(Markup.block("sql", cut(statement.text())))
        .append('\n');
    asWritten(statement);
    instead(statement);
    findings(statement);
    deployment(statement.deployment());
    markdown.append("</details>\n\n");
  }

  private void asWritten(StatementPlan statement) {
    Effect effect = statement.asWritten();
    markdown.append("**Run as it is**\n\n");
    item("locks", Wording.locksAndBlocks(effect.locks()));
    item("work", Wording.work(effect.work(), effect.estimate()));
    item("takes", Wording.time(effect.estimate()));
    item("note", effect.note());
    markdown.append('\n');
    Comparison.of(statement).ifPresent(this::tried);
  }

  private void tried(Comparison comparison) {
    markdown.append("**").append(Markup.words(comparison.heading())).append("**\n\n");
    if (!comparison.rows().isEmpty()) {
      markdown.append("| | by the rules | by the trial |\n|---|---|---|\n");
      comparison
          .rows()
          .forEach(
              row ->
                  markdown.append(
                      "| %s | %s | %s |\n"
                          .formatted(
                              row.what(), Markup.words(row.rule()), Markup.words(row.seen()))));
      markdown.append('\n');
    }
    if (!comparison.said().isEmpty()) {
      item("said", String.join("; ", comparison.said()));
      markdown.append('\n');
    }
  }

  private void instead(StatementPlan statement) {
    if (statement.refusal().isPresent()) {
      StatementPlan.Refusal refusal = statement.refusal().get();
      markdown.append("**Instar does not run it**: ").append(Markup.code(refusal.code()));
      markdown.append("\n\n");
      item("reason", refusal.reason());
      item("next", refusal.alternative());
      markdown.append('\n');
      return;
    }
    if (statement.steps().isEmpty()) {
      markdown.append("**Instar runs nothing**: there is nothing to do.\n\n");
      return;
    }
    markdown
        .append("**Instar runs instead: ")
        .append(Wording.of(statement.strategy()))
        .append(".** ")
        .append(Wording.explain(statement.strategy()))
        .append("\n\n| step | phase | what | locks | takes | undo |\n|---|---|---|---|---|---|\n");
    statement.steps().forEach(this::row);
    markdown.append('\n').append(Markup.block("sql", cut(sql(statement.steps())))).append('\n');
  }

  private void row(Step step) {
    markdown.append(
        "| %s | %s | %s | %s | %s | %s |\n"
            .formatted(
                step.id(),
                Wording.of(step.phase()),
                Markup.words(step.title()),
                Markup.words(Wording.locksAndBlocks(step.locks())),
                Markup.words(Wording.time(step.estimate())),
                undo(step.undo())));
  }

  private static String undo(Undo undo) {
    return switch (undo) {
      case Undo.Sql sql -> Markup.code(Wording.of(sql));
      case Undo.Autonomous autonomous -> Markup.code(Wording.of(autonomous));
      case Undo.DropShadow shadow -> Markup.words(Wording.of(shadow));
      case Undo.Nothing nothing -> Markup.words(Wording.of(nothing));
      case Undo.Impossible impossible -> Markup.words(Wording.of(impossible));
    };
  }

  private static String sql(List<Step> steps) {
    StringBuilder sql = new StringBuilder();
    for (Step step : steps) {
      sql.append("-- ").append(step.id()).append(": ").append(oneLine(step.title()));
      sql.append('\n').append(StepSql.of(step.action())).append('\n');
    }
    return sql.toString();
  }

  private void findings(StatementPlan statement) {
    if (statement.findings().isEmpty()) {
      return;
    }
    markdown.append("**Findings**\n\n");
    statement.findings().stream()
        .sorted(Comparator.comparing(Finding::severity).reversed())
        .forEach(finding -> finding(statement, finding));
    markdown.append('\n');
  }

  private void finding(StatementPlan statement, Finding finding) {
    markdown
        .append("- **")
        .append(Wording.of(finding.severity()))
        .append("** ")
        .append(Markup.code(finding.code()))
        .append(": ")
        .append(Markup.words(finding.message()))
        .append('\n');
    nested("at", Wording.placeWithin(statement, finding).orElse(""));
    nested("next", finding.advice());
    nested("accepted", finding.accepted().orElse(""));
  }

  private void deployment(List<String> order) {
    if (order.isEmpty()) {
      return;
    }
    markdown.append("**Deployment order**\n\n");
    int position = 0;
    for (String step : order) {
      position++;
      markdown.append(position).append(". ").append(Markup.words(step)).append('\n');
    }
    markdown.append('\n');
  }

  private void nested(String label, String words) {
    if (!words.isEmpty()) {
      markdown.append("  ");
      item(label, words);
    }
  }

  private void item(String label, String words) {
    if (!words.isEmpty()) {
      markdown.append("- ").append(label).append(": ").append(Markup.words(words)).append('\n');
    }
  }

  private static String cut(String sql) {
    int left = sql.length() - SQL_CHARACTERS_MAX;
    return left <= 0
        ? sql
        : sql.substring(0, SQL_CHARACTERS_MAX) + "\n-- cut: %,d more characters".formatted(left);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
