package dev.instar.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.flyway.PendingVersion;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.JsonReport;
import dev.instar.migrator.report.Page;
import dev.instar.migrator.report.Report;
import dev.instar.migrator.report.markdown.MarkdownReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plans of a folder, or of several files, in one report: one after the other, or joined where a
 * form is JSON.
 */
final class FolderReport {
  private static final int COLUMNS = 80;
  private static final int FORMAT = 1;

  /** How a message about a script begins: with its name without {@code .sql}. */
  private static final Pattern PLACE =
      Pattern.compile("^(?<name>[^:]+):(?<line>\\d{1,9}):(?<column>\\d{1,9}): ");

  /** For the line that says what was left out. */
  private static final int CUT_MAX = 100;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FolderReport() {}

  static String render(PlanFormat format, Ink ink, List<PendingVersion> pending) {
    return switch (format) {
      case TEXT -> text(ink, pending);
      case JSON -> json(pending);
      case MARKDOWN -> markdown(pending);
      case GITHUB -> each(format, ink, pending).collect(Collectors.joining());
      case GITLAB -> {
        ArrayNode all = MAPPER.createArrayNode();
        each(format, ink, pending).forEach(one -> tree(one).forEach(all::add));
        yield all.toPrettyString() + "\n";
      }
      case SARIF -> sarif(each(format, ink, pending).map(FolderReport::tree).toList());
      case HTML -> throw Usage.error("a page of HTML holds one plan: plan one file");
    };
  }

  private static Stream<String> each(PlanFormat format, Ink ink, List<PendingVersion> pending) {
    return each(pending, version -> format.report(ink, path(version)));
  }

  private static Stream<String> each(
      List<PendingVersion> pending, Function<PendingVersion, Report> report) {
    return pending.stream()
        .flatMap(
            version ->
                version
                    .plan()
                    .or(() -> version.failure().map(failure -> refused(version, failure)))
                    .map(plan -> report.apply(version).render(plan))
                    .stream());
  }

  /** One comment, in which each plan has its share. */
  private static String markdown(List<PendingVersion> pending) {
    if (pending.isEmpty()) {
      return "Nothing is pending.\n";
    }
    MarkdownReport share = new MarkdownReport(MarkdownReport.CHARACTERS_MAX / pending.size());
    List<String> plans = each(pending, version -> share).toList();
    StringBuilder comment = new StringBuilder(plans.getFirst());
    for (int i = 1; i < plans.size(); i++) {
      if (comment.length() + plans.get(i).length() > MarkdownReport.CHARACTERS_MAX - CUT_MAX) {
        return comment
            .append(
                "\n**Cut:** there is no room for %d of %d plans.\n"
                    .formatted(plans.size() - i, plans.size()))
            .toString();
      }
      comment.append('\n').append(plans.get(i));
    }
    return comment.toString();
  }

  /** For forms that print plans and nothing else: why there is none, and where the script says. */
  private static Plan refused(PendingVersion version, MigrationException failure) {
    Matcher place = PLACE.matcher(failure.getMessage());
    boolean told = place.find() && version.script().equals(place.group("name") + ".sql");
    StatementPlan statement =
        new StatementPlan(
            version.script(),
            told ? Integer.parseInt(place.group("line")) : 1,
            told ? Integer.parseInt(place.group("column")) : 1,
            new Effect(
                List.of(),
                Work.INSTANT,
                new Estimate(0, 0, Duration.ZERO, "not planned"),
                "",
                List.of()),
            Strategy.REFUSE,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(
                new StatementPlan.Refusal(
                    failure.code().name(), failure.getMessage(), failure.advice())));
    return new Plan(Plan.FORMAT, version.script(), "", "", "", List.of(), "", List.of(statement));
  }

  /** From where the command runs, as reports point into a repository. */
  private static String path(PendingVersion version) {
    Path file = Path.of(version.file()).toAbsolutePath().normalize();
    Path here = Path.of("").toAbsolutePath().normalize();
    return ReportOptions.path((file.startsWith(here) ? here.relativize(file) : file).toString());
  }

  /** One run: those who take SARIF refuse two of one tool. */
  private static String sarif(List<JsonNode> logs) {
    if (logs.isEmpty()) {
      return PlanFormat.SARIF
          .report(Ink.PLAIN, "")
          .render(new Plan(Plan.FORMAT, "", "", "", "", List.of(), "", List.of()));
    }
    JsonNode first = logs.getFirst();
    ArrayNode rules = (ArrayNode) first.at("/runs/0/tool/driver/rules");
    ArrayNode results = (ArrayNode) first.at("/runs/0/results");
    for (JsonNode log : logs.subList(1, logs.size())) {
      for (JsonNode result : log.at("/runs/0/results")) {
        JsonNode rule = log.at("/runs/0/tool/driver/rules").path(result.path("ruleIndex").asInt());
        results.add(((ObjectNode) result).put("ruleIndex", index(rules, rule)));
      }
    }
    return first.toPrettyString() + "\n";
  }

  private static int index(ArrayNode rules, JsonNode rule) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.path(i).path("id").equals(rule.path("id"))) {
        return i;
      }
    }
    rules.add(rule);
    return rules.size() - 1;
  }

  private static String text(Ink ink, List<PendingVersion> pending) {
    if (pending.isEmpty()) {
      return "Nothing is pending.\n";
    }
    StringBuilder text = new StringBuilder();
    int position = 0;
    for (PendingVersion version : pending) {
      position++;
      Page page = new Page(COLUMNS);
      page.paragraph(
          0,
          "%s, %d of %d: %s".formatted(label(version), position, pending.size(), version.script()),
          ink::heading);
      version.notes().forEach(note -> page.paragraph(0, note));
      version.failure().ifPresent(failure -> failed(page, failure, ink));
      page.blank();
      text.append(page);
      version
          .plan()
          .map(plan -> PlanFormat.TEXT.report(ink, path(version)).render(plan))
          .ifPresent(report -> text.append(report).append('\n'));
    }
    return text.toString();
  }

  private static String label(PendingVersion version) {
    return version
        .version()
        .map(v -> "Version " + v)
        .orElse(version.description().isEmpty() ? "Script" : "Repeatable");
  }

  private static void failed(Page page, MigrationException failure, Ink ink) {
    page.paragraph(0, "[%s] %s".formatted(failure.code(), failure.getMessage()), ink::alarm);
    if (!failure.advice().isEmpty()) {
      page.entry(2, "next", 6, failure.advice(), ink::faint);
    }
  }

  /**
   * {@code {"format": 1, "pending": [{"script", "version", "description", "type", "notes", "plan",
   * "failure": {"code", "message", "advice"}}]}}: version is null for a repeatable migration, plan
   * is as for a file, or null where there is none.
   */
  private static String json(List<PendingVersion> pending) {
    ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT);
    ArrayNode versions = root.putArray("pending");
    for (PendingVersion version : pending) {
      ObjectNode node =
          versions
              .addObject()
              .put("script", version.script())
              .put("version", version.version().orElse(null))
              .put("description", version.description())
              .put("type", version.type());
      version.notes().forEach(node.putArray("notes")::add);
      node.set(
          "plan",
          version.plan().map(p -> tree(new JsonReport().render(p))).orElse(MAPPER.nullNode()));
      node.set("failure", version.failure().map(FolderReport::tree).orElse(MAPPER.nullNode()));
    }
    return root.toPrettyString() + "\n";
  }

  private static JsonNode tree(String report) {
    try {
      return MAPPER.readTree(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report that is no JSON", e);
    }
  }

  private static JsonNode tree(MigrationException failure) {
    return MAPPER
        .createObjectNode()
        .put("code", failure.code().name())
        .put("message", failure.getMessage())
        .put("advice", failure.advice());
  }
}
