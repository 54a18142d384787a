package dev.instar.samples.demo;

import dev.instar.migrator.progress.ProgressEvent.RebuildSummary;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.Quantities;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The two halves of the demo side by side, at most 80 columns wide. */
final class Comparison {
  private static final int LABEL_WIDTH = 34;
  private static final int COLUMN_WIDTH = 20;

  private final Result plain;
  private final Result online;
  private final Ink ink;
  private final StringBuilder text = new StringBuilder();

  private Comparison(Result plain, Result online, Ink ink) {
    this.plain = plain;
    this.online = online;
    this.ink = ink;
  }

  static String of(Result plain, Result online, Ink ink) {
    return new Comparison(plain, online, ink).write();
  }

  private String write() {
    row("", "ALTER TABLE", "Instar");
    row("the change took", r -> Quantities.duration(r.took()));
    heading("clients, meanwhile");
    row("longest stall", r -> Quantities.duration(r.during().longestStall()));
    row("latency, 99th percentile", r -> millis(r.during().latencies().quantile(0.99)));
    row("latency, median", r -> millis(r.during().latencies().quantile(0.5)));
    row("requests answered", r -> String.format(Locale.ROOT, "%.0f/s", r.during().perSecond()));
    row("requests failed", r -> number(r.during().failed()));
    heading("the data");
    row("rows copied", r -> summary(r, RebuildSummary::rowsCopied));
    row("changes applied meanwhile", r -> summary(r, RebuildSummary::changesApplied));
    row("rows verified", r -> summary(r, RebuildSummary::rowsVerified));
    row("rows that differ", r -> summary(r, RebuildSummary::rowsDiffering));
    row("table locked", r -> r.summary().isEmpty() ? "all the time" : lockHeld(r));
    row("clients' writes", r -> number(r.writes()));
    row("clients' writes lost", r -> number(r.lostWrites()));
    return text.toString();
  }

  private static String lockHeld(Result result) {
    return millis(result.summary().orElseThrow().lockHeld());
  }

  private static String summary(Result result, ToLongFunction<RebuildSummary> part) {
    return result.summary().map(s -> number(part.applyAsLong(s))).orElse("–");
  }

  private void heading(String label) {
    text.append(ink.heading(label)).append('\n');
  }

  private void row(String label, Function<Result, String> value) {
    row("  " + label, value.apply(plain), value.apply(online));
  }

  private void row(String label, String left, String right) {
    String line = "%%-%ds%%%ds%%%ds".formatted(LABEL_WIDTH, COLUMN_WIDTH, COLUMN_WIDTH);
    String row = String.format(Locale.ROOT, line, label, left, right);
    text.append(label.isEmpty() ? ink.heading(row) : row).append('\n');
  }

  private static String millis(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return millis < 10
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : Quantities.duration(duration);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
