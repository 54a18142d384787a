package dev.instar.migrator.report.html;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Report;
import dev.instar.migrator.report.explain.Explanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A plan as a page of HTML: what it comes to, in plain words; for each statement who would wait as
 * it is written and who waits with Instar, beside each other; steps, findings, what is deployed
 * when. One file without scripts that loads nothing.
 */
public final class HtmlReport extends Report {
  /** Whatever a plan holds, a browser loads nothing and runs nothing. */
  private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

  @Override
  protected String print(Plan plan) {
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", "Migration plan: " + plan.name());
    html.style(styles()).close().open("body");
    Summary.write(html, plan);
    html.open("main");
    int position = 0;
    for (StatementPlan statement : plan.statements()) {
      position++;
      new Section(html, statement, position).write();
    }
    html.close();
    codes(html, plan);
    html.open("footer")
        .element(
            "p",
            "In the charts time runs to the right; behind a dashed line is what instar contract"
                + " runs later. What is short is drawn wider than it is. Where a mark fades, others"
                + " wait for as long as the statement itself waits for its lock: Instar asks with a"
                + " short time-out instead, lets go, and asks again. Thin stripes and dots"
                + " are for those alone who write the same rows. Schema changes stand for VACUUM"
                + " and ANALYZE too. Durations are estimates.")
        .element("p", "Planned by Instar. Nothing was changed.")
        .close();
    return "<!DOCTYPE html>\n" + html.close().close();
  }

  /** What the codes mean that occur. */
  private static void codes(Html html, Plan plan) {
    Set<String> codes = new LinkedHashSet<>();
    for (StatementPlan statement : plan.statements()) {
      statement.refusal().ifPresent(refusal -> codes.add(refusal.code()));
      statement.findings().stream().map(Finding::code).forEach(codes::add);
    }
    codes.removeIf(code -> Explanation.of(code).isEmpty());
    if (codes.isEmpty()) {
      return;
    }
    html.open("section", "class", "codes").element("h2", "What the codes mean").open("dl");
    for (String code : codes) {
      html.open("dt").element("code", code).close();
      html.element("dd", Explanation.of(code).orElseThrow().summary());
    }
    html.close();
    html.open("p").text("More of each: ").element("code", "instar explain CODE").close();
    html.close();
  }

  private static String styles() {
    try (InputStream stream = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
