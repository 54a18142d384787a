package dev.instar.migrator.report.html;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.report.Comparison;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.report.StepSql;
import dev.instar.migrator.report.Verdict;
import dev.instar.migrator.report.Wording;
import java.util.Comparator;
import java.util.List;

/** One statement on the page. */
final class Section {
  private final Html html;
  private final StatementPlan statement;
  private final int position;

  Section(Html html, StatementPlan statement, int position) {
    this.html = html;
    this.statement = statement;
    this.position = position;
  }

  void write() {
    Verdict verdict = Verdict.of(statement);
    html.open("section", "class", "statement", "id", "statement-" + position);
    html.open("h2").text("Statement " + position + " ");
    html.element("small", "line " + statement.line()).text(" ");
    html.element("span", verdict.words(), "class", "chip " + Summary.style(verdict)).close();
    html.open("pre").element("code", statement.text()).close();
    html.open("div", "class", "sides");
    asWritten();
    withInstar();
    html.close();
    steps();
    findings();
    deployment(statement.deployment());
    html.close();
  }

  private void asWritten() {
    Effect effect = statement.asWritten();
    html.open("div", "class", "side").element("h3", "Run as it is");
    new Chart(html, statement).write("Who waits, as written", Timeline.asWritten(statement));
    html.open("dl");
    fact("locks", Wording.locks(effect.locks()));
    fact("work", Wording.work(effect.work(), effect.estimate()));
    fact("takes", Wording.time(effect.estimate()));
    fact("note", effect.note());
    html.close();
    Comparison.of(statement).ifPresent(this::tried);
    html.close();
  }

  private void tried(Comparison comparison) {
    html.element("h4", comparison.heading());
    if (!comparison.rows().isEmpty()) {
      html.open("table", "class", "tried");
      html.element("caption", "Rules and trial", "class", "aloud");
      html.open("thead").open("tr").element("td", "");
      html.element("th", "by the rules", "scope", "col");
      html.element("th", "by the trial", "scope", "col").close().close().open("tbody");
      for (Comparison.Row row : comparison.rows()) {
        html.open("tr").element("th", row.what(), "scope", "row");
        html.element("td", row.rule()).element("td", row.seen()).close();
      }
      html.close().close();
    }
    if (!comparison.said().isEmpty()) {
      html.open("dl");
      fact("said", String.join("; ", comparison.said()));
      html.close();
    }
  }

  private void withInstar() {
    html.open("div", "class", "side").element("h3", "With Instar");
    if (statement.refusal().isPresent()) {
      StatementPlan.Refusal refusal = statement.refusal().get();
      html.open("div", "class", "refusal");
      html.open("p").element("strong", "Refused ").element("code", refusal.code()).close();
      html.element("p", Wording.sentence(refusal.reason()));
      if (!refusal.alternative().isEmpty()) {
        html.words("p", refusal.alternative(), "class", "next");
      }
      html.close();
    } else if (statement.steps().isEmpty()) {
      html.element("p", "Nothing runs: there is nothing to do.");
    } else {
      new Chart(html, statement)
          .write("Who waits, with Instar", Timeline.withInstar(statement.steps()));
      html.open("p").element("strong", Wording.of(statement.strategy())).text(": ");
      html.text(Wording.explain(statement.strategy())).close();
      html.element(
          "p",
          "Both charts are " + Quantities.duration(Chart.scale(statement)) + " wide.",
          "class",
          "scale");
    }
    html.close();
  }

  private void steps() {
    if (statement.steps().isEmpty()) {
      return;
    }
    html.element("h3", "Steps").open("ol", "class", "steps");
    statement.steps().forEach(this::step);
    html.close();
  }

  private void step(Step step) {
    html.open("li").open("h4").element("span", step.id(), "class", "id").text(" ");
    html.text(step.title()).text(" ");
    html.element("small", Wording.of(step.phase())).close();
    html.element("p", step.reason());
    html.open("pre").element("code", StepSql.of(step.action())).close();
    waits(Timeline.span(step));
    html.open("dl");
    fact("locks", Wording.locks(step.locks()));
    fact("work", Wording.work(step.work(), step.estimate()));
    fact("takes", Wording.time(step.estimate()));
    fact("needs", step.precondition());
    fact("undo", Wording.of(step.undo()));
    html.close().close();
  }

  private void waits(Timeline.Span span) {
    html.open("ul", "class", "waits");
    for (Timeline.Waiter waiter : Timeline.Waiter.values()) {
      Timeline.Wait wait = span.waits().get(waiter);
      html.open("li", "class", waiter.style() + " " + wait.length().style());
      html.element("b", waiter.words()).text(" " + wait.words(span.duration())).close();
    }
    html.close();
  }

  private void findings() {
    if (statement.findings().isEmpty()) {
      return;
    }
    html.element("h3", "Findings").open("ul", "class", "findings");
    statement.findings().stream()
        .sorted(Comparator.comparing(Finding::severity).reversed())
        .forEach(this::finding);
    html.close();
  }

  private void finding(Finding finding) {
    String severity = Wording.of(finding.severity());
    html.open("li", "class", severity + (finding.accepted().isPresent() ? " accepted" : ""));
    html.open("p").element("strong", severity).text(" ").element("code", finding.code());
    Wording.placeWithin(statement, finding).ifPresent(p -> html.text(" ").element("small", p));
    html.close().words("p", finding.message());
    if (!finding.advice().isEmpty()) {
      html.words("p", finding.advice(), "class", "next");
    } else if (!finding.remains() && statement.refusal().isEmpty()) {
      html.element("p", "Instar’s steps avoid it.", "class", "next");
    }
    finding
        .accepted()
        .ifPresent(reason -> html.open("p").element("strong", "accepted: ").text(reason).close());
    html.close();
  }

  private void deployment(List<String> order) {
    if (order.isEmpty()) {
      return;
    }
    html.element("h3", "Deployment order").open("ol", "class", "order");
    order.forEach(step -> html.words("li", step));
    html.close();
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.open("div").element("dt", name).element("dd", value).close();
    }
  }
}
