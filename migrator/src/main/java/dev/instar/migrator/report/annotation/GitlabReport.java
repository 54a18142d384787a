package dev.instar.migrator.report.annotation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.report.Json;
import dev.instar.migrator.report.Report;

/**
 * GitLab's code quality report, which it shows in the merge request. What was accepted counts as
 * {@code info}.
 */
public final class GitlabReport extends Report {
  private final String path;

  /**
   * @param path of the script, from the root of the repository
   */
  public GitlabReport(String path) {
    this.path = path;
  }

  @Override
  protected String print(Plan plan) {
    ArrayNode issues = JsonNodeFactory.instance.arrayNode();
    Annotation.of(plan).forEach(annotation -> write(annotation, issues.addObject()));
    return Json.print(issues);
  }

  private void write(Annotation annotation, ObjectNode issue) {
    issue
        .put("description", annotation.words())
        .put("check_name", annotation.code())
        .put("fingerprint", Annotation.digest(path + "\n" + annotation.fingerprint()))
        .put("severity", severity(annotation));
    issue
        .putObject("location")
        .put("path", path)
        .putObject("lines")
        .put("begin", annotation.place().line())
        .put("end", annotation.place().endLine());
  }

  private static String severity(Annotation annotation) {
    if (annotation.accepted().isPresent()) {
      return "info";
    }
    return switch (annotation.level()) {
      case REFUSAL -> "blocker";
      case HAZARD -> "critical";
      case WARNING -> "minor";
      case INFO -> "info";
    };
  }
}
