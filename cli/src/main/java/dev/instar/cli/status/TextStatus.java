package dev.instar.cli.status;

import dev.instar.migrator.journal.EventRow;
import dev.instar.migrator.journal.LeaseRow;
import dev.instar.migrator.journal.MigrationRow;
import dev.instar.migrator.journal.StepRow;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.Quantities;
import dev.instar.migrator.run.MigrationStatus;
import dev.instar.migrator.run.StepTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a migration stands, for people. */
public final class TextStatus {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Ink ink;
  private final StringBuilder text = new StringBuilder();

  public TextStatus(Ink ink) {
    this.ink = ink;
  }

  /** The status as lines; empty means that there has been no migration. */
  public String render(Optional<MigrationStatus> status) {
    if (status.isEmpty()) {
      return "No migration in this database.\n";
    }
    text.setLength(0);
    migration(status.get());
    steps(status.get());
    events(status.get().events());
    return text.toString();
  }

  private void migration(MigrationStatus status) {
    MigrationRow migration = status.migration();
    line(ink.heading("Migration " + migration.name() + ": " + status.standing()));
    field("begun", TIME.format(migration.createdAt()));
    migration.finishedAt().ifPresent(time -> field("finished", TIME.format(time)));
    if (!migration.state().unfinished() && !status.time().steps().isEmpty()) {
      field("took", TimeWords.of(status.time()));
    }
    if (migration.state().unfinished()) {
      field(
          "runner",
          status
              .lease()
              .map(TextStatus::runner)
              .orElse("none; go on with 'instar resume', or take it back with 'instar abort'"));
    }
    String asked = asked(status);
    if (!asked.isEmpty()) {
      field("asked for", asked);
    }
    migration.lastError().ifPresent(error -> field("last error", error));
  }

  private static String runner(LeaseRow lease) {
    return "process %d on %s, seen %s ago"
        .formatted(lease.pid(), lease.host(), Quantities.duration(lease.age()));
  }

  private static String asked(MigrationStatus status) {
    List<String> asked = new ArrayList<>();
    if (status.flags().paused()) {
      asked.add("pause");
    }
    if (status.flags().cutOver()) {
      asked.add("cut-over");
    }
    if (status.flags().abort()) {
      asked.add("abort");
    }
    if (!status.flags().throttle().equals("{}")) {
      asked.add("throttle " + status.flags().throttle());
    }
    return String.join(", ", asked);
  }

  private void steps(MigrationStatus status) {
    Map<String, Step> planned =
        status.migration().plan().steps().stream()
            .collect(Collectors.toMap(Step::id, Function.identity()));
    line("");
    line(ink.heading("Steps"));
    for (StepRow row : status.steps()) {
      Step step = planned.get(row.id());
      line(
          "  %-7s  %-5s  %s%s"
              .formatted(row.state().text(), row.id(), step.title(), extent(status, row)));
      status
          .time()
          .of(row.id())
          .filter(StepTime::notable)
          .ifPresent(time -> line(" ".repeat(18) + ink.faint("took " + TimeWords.of(time))));
    }
  }

  private static String extent(MigrationStatus status, StepRow row) {
    return Optional.ofNullable(status.backfills().get(row.id()))
        .map(backfill -> " (" + Quantities.rows(backfill.rowsDone()) + ")")
        .orElse("");
  }

  private void events(List<EventRow> events) {
    if (events.isEmpty()) {
      return;
    }
    line("");
    line(ink.heading("Last events"));
    for (EventRow event : events) {
      Instant at = event.at();
      line("  %s  %s: %s".formatted(ink.faint(TIME.format(at)), event.kind(), event.message()));
    }
  }

  private void field(String label, String words) {
    line("  " + ink.faint("%-10s".formatted(label)) + "  " + words);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
