package dev.instar.migrator.report.html;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.report.Standstill;
import dev.instar.migrator.report.Totals;
import dev.instar.migrator.report.Verdict;
import dev.instar.migrator.report.Wording;
import java.util.Locale;

/** The top of the page: what the plan comes to, for those who read no further. */
final class Summary {
  private static final int STATEMENT_CHARACTERS_MAX = 90;

  private Summary() {}

  static void write(Html html, Plan plan) {
    Totals totals = new Totals(plan);
    Verdict verdict = Verdict.of(plan);
    html.open("header");
    html.element("p", "Migration plan", "class", "over");
    html.element("h1", plan.name());
    html.words("p", verdict(plan, verdict, totals), "class", "verdict " + style(verdict));
    html.open("div", "class", "tiles");
    tile(html, "Run as it is", totals.asWritten(), "and for as long as it waits for its locks");
    if (verdict != Verdict.REFUSED) {
      String steps = Wording.number(plan.steps().size(), "step");
      String time = Quantities.about(totals.duration());
      tile(html, "With Instar", totals.withInstar(), steps + ", " + time + " of work");
    }
    html.close();
    facts(html, plan, totals);
    if (plan.statements().size() > 1) {
      contents(html, plan);
    }
    html.close();
  }

  /** In words that need no knowledge of databases. */
  private static String verdict(Plan plan, Verdict verdict, Totals totals) {
    int all = plan.statements().size();
    Standstill before = totals.asWritten();
    return switch (verdict) {
      case REFUSED ->
          "Instar does not run this. It knows no safe way for %s, and nothing runs until that is changed."
              .formatted(some(totals.refused(), all));
      case DECISION ->
          "Somebody has to decide first: %s cannot be made harmless by Instar. `instar migrate` does not begin until that is changed or accepted."
              .formatted(some(count(plan, Verdict.DECISION), all));
      case ONLINE ->
          before.isNone()
              ? "Nobody waits for longer than a moment."
              : "Run as it is, this keeps "
                  + whoWaits(before)
                  + ". With Instar nobody waits for longer than a moment.";
      case MOMENT -> "This needs locks for moments only. Instar makes sure that they stay moments.";
      case NOTHING -> "There is nothing to do.";
    };
  }

  private static String some(long count, int all) {
    return all == 1 ? "its statement" : count + " of its " + all + " statements";
  }

  private static long count(Plan plan, Verdict verdict) {
    return plan.statements().stream().filter(s -> Verdict.of(s) == verdict).count();
  }

  private static void tile(Html html, String title, Standstill standstill, String below) {
    html.open("div", "class", standstill.isNone() ? "tile good" : "tile bad");
    html.element("h2", title);
    html.element("p", figure(standstill), "class", "figure");
    html.element("p", waiting(standstill));
    if (!below.isEmpty()) {
      html.element("p", below, "class", "below");
    }
    html.close();
  }

  private static String whoWaits(Standstill standstill) {
    if (standstill.locksNoTable()) {
      return "writers of the same rows waiting for " + Quantities.about(standstill.rows());
    }
    String writes = Quantities.about(standstill.writes());
    if (standstill.reads().equals(standstill.writes())) {
      return "everybody waiting for " + writes;
    }
    return "writers waiting for "
        + writes
        + (standstill.isOfWritesOnly()
            ? ""
            : ", and readers for " + Quantities.about(standstill.reads()));
  }

  private static String figure(Standstill standstill) {
    if (standstill.isNone()) {
      return "moments";
    }
    return Quantities.about(standstill.locksNoTable() ? standstill.rows() : standstill.writes());
  }

  private static String waiting(Standstill standstill) {
    return tables(standstill)
        + (standstill.locksRows() && !standstill.locksNoTable()
            ? "; rows that it writes stay locked for " + Quantities.about(standstill.rows())
            : "");
  }

  private static String tables(Standstill standstill) {
    if (!standstill.isNone() && standstill.locksNoTable()) {
      return "of waiting for whoever writes the same rows";
    }
    if (standstill.isNone() || standstill.reads().equals(standstill.writes())) {
      return "of waiting for reads and writes";
    }
    return standstill.isOfWritesOnly()
        ? "of waiting for writes"
        : "of waiting for writes, " + Quantities.about(standstill.reads()) + " for reads";
  }

  private static void facts(Html html, Plan plan, Totals totals) {
    html.open("dl", "class", "facts");
    fact(html, "Statements", totals.statements());
    fact(html, "Findings", totals.findings());
    totals.decisions().ifPresent(decisions -> fact(html, "To decide", decisions));
    totals.later().ifPresent(later -> fact(html, "Later", later));
    fact(html, "Server", plan.server() + ", time zone " + plan.timeZone());
    fact(html, "Schema and sizes", "from " + plan.basis());
    html.close();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").element("dt", name).words("dd", value).close();
  }

  private static void contents(Html html, Plan plan) {
    html.open("div", "class", "scroll").open("table", "class", "contents");
    html.element("caption", "The statements", "class", "aloud").open("thead").open("tr");
    for (String column : new String[] {"", "Statement", "Strategy", "Outcome"}) {
      html.element("th", column, "scope", "col");
    }
    html.close().close().open("tbody");
    int position = 0;
    for (StatementPlan statement : plan.statements()) {
      position++;
      Verdict verdict = Verdict.of(statement);
      html.open("tr").element("td", Integer.toString(position)).open("td");
      html.open("a", "href", "#statement-" + position);
      html.element("code", Wording.shortened(statement.text(), STATEMENT_CHARACTERS_MAX));
      html.close().close();
      html.element("td", Wording.of(statement.strategy()));
      html.open("td").element("span", verdict.words(), "class", "chip " + style(verdict));
      html.close().close();
    }
    html.close().close().close();
  }

  /** The style's class for a verdict. */
  static String style(Verdict verdict) {
    return "v-" + verdict.name().toLowerCase(Locale.ROOT);
  }
}
