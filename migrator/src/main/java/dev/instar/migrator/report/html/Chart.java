package dev.instar.migrator.report.html;

import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.report.html.Timeline.Length;
import dev.instar.migrator.report.html.Timeline.Span;
import dev.instar.migrator.report.html.Timeline.Wait;
import dev.instar.migrator.report.html.Timeline.Waiter;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Timelines as tables, so that they can be read aloud: a row for everybody who may wait, a column
 * for each piece of work, as wide as it is long. Those of one statement have one scale.
 */
final class Chart {
  /** In percent of the width for time: a moment must be seen. */
  private static final double NARROWEST = 9;

  private static final double LATER = NARROWEST;

  /** Narrower than this, a column has no room for a word, or for how long it takes. */
  private static final double WORD_NEEDS = 16;

  private static final double TIME_NEEDS = 32;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Html html;
  private final Duration scale;
  private final double room;

  Chart(Html html, StatementPlan statement) {
    this.html = html;
    this.scale = scale(statement);
    long later = statement.steps().stream().filter(s -> s.phase() == Phase.CONTRACT).count();
    this.room = 100 - LATER * later;
  }

  /** The time for which the whole width stands, on which all of a statement's timelines fit. */
  static Duration scale(StatementPlan statement) {
    Duration before = Timeline.asWritten(statement).duration();
    Duration after = Timeline.withInstar(statement.steps()).duration();
    Duration longer = before.compareTo(after) > 0 ? before : after;
    // Where all is done in a moment, a second shows that it is one.
    return longer.compareTo(SECOND) > 0 ? longer : SECOND;
  }

  /**
   * Writes a chart.
   *
   * @param caption what it shows, for those who hear it
   */
  void write(String caption, Timeline timeline) {
    List<Column> columns = columns(timeline);
    String least = "min-width:%drem".formatted(8 + 2 * timeline.spans().size());
    html.open("div", "class", "scroll").open("table", "class", "chart", "style", least);
    html.element("caption", caption, "class", "aloud");
    html.open("colgroup").empty("col", "class", "who");
    for (Column column : columns) {
      html.empty("col", "style", String.format(Locale.ROOT, "width:%.1f%%", column.percent()));
    }
    html.close().open("thead").open("tr").open("td").close();
    columns.forEach(this::header);
    html.close().close().open("tbody");
    for (Waiter waiter : Waiter.values()) {
      html.open("tr", "class", waiter.style()).element("th", waiter.words(), "scope", "row");
      columns.forEach(column -> cell(waiter, column));
      html.close();
    }
    html.close().close().close();
  }

  private void header(Column column) {
    if (column.span().isEmpty()) {
      html.open("td", "class", "over").close();
      return;
    }
    Span span = column.span().get();
    String time = Quantities.about(span.duration());
    html.open("th", "scope", "col", "class", span.later() ? "later" : "now", "title", time);
    html.text(span.label());
    html.element("span", ", " + time, "class", column.percent() < TIME_NEEDS ? "aloud" : "time");
    if (span.later()) {
      html.element("span", ", later", "class", "aloud");
    }
    html.close();
  }

  private void cell(Waiter waiter, Column column) {
    if (column.span().isEmpty()) {
      html.open("td", "class", "over").close();
      return;
    }
    Span span = column.span().get();
    Wait wait = span.waits().get(waiter);
    String words = words(wait, span.duration());
    String style = wait.length().style() + (span.later() ? " later" : "");
    html.open("td", "class", style, "title", words).open("span", "class", "bar").close();
    if (wait.length() == Length.ALL_THE_TIME && column.percent() >= WORD_NEEDS) {
      html.element("span", "wait", "class", "words");
    }
    html.element("span", words, "class", "aloud").close();
  }

  private static String words(Wait wait, Optional<Duration> duration) {
    String tables =
        wait.tables().stream().map(TableName::toString).collect(Collectors.joining(", "));
    return wait.words(duration) + (tables.isEmpty() ? "" : ": " + tables);
  }

  /** What runs now, by time where there is room for it; what is left of it; what runs later. */
  private List<Column> columns(Timeline timeline) {
    double least = 0;
    double beyond = 0;
    for (Span span : timeline.spans()) {
      least += span.later() ? 0 : NARROWEST;
      beyond += span.later() ? 0 : beyondLeast(span);
    }
    // What the narrow ones get beyond their time, the wide ones give.
    double kept = least + beyond <= room ? 1 : Math.max(0, (room - least) / beyond);
    List<Column> now = new ArrayList<>();
    List<Column> later = new ArrayList<>();
    for (Span span : timeline.spans()) {
      double percent = NARROWEST + kept * beyondLeast(span);
      (span.later() ? later : now)
          .add(new Column(Optional.of(span), span.later() ? LATER : percent));
    }
    double rest = room - least - kept * beyond;
    if (rest > 1) {
      now.add(new Column(Optional.empty(), rest));
    }
    now.addAll(later);
    return now;
  }

  private double beyondLeast(Span span) {
    // What nobody knows the length of takes all there is.
    Duration duration = span.duration().orElse(scale);
    return Math.max(0, room * duration.toMillis() / scale.toMillis() - NARROWEST);
  }

  /**
   * A column.
   *
   * @param span what runs in it; nothing any more, where that is empty
   * @param percent how wide it is
   */
  private record Column(Optional<Span> span, double percent) {}
}
