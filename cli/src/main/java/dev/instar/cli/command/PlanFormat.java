package dev.instar.cli.command;

import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.JsonReport;
import dev.instar.migrator.report.Report;
import dev.instar.migrator.report.TextReport;
import dev.instar.migrator.report.annotation.GithubReport;
import dev.instar.migrator.report.annotation.GitlabReport;
import dev.instar.migrator.report.annotation.SarifReport;
import dev.instar.migrator.report.html.HtmlReport;
import dev.instar.migrator.report.markdown.MarkdownReport;

/** The forms in which a plan is printed. */
enum PlanFormat {
  TEXT,
  JSON,
  MARKDOWN,
  HTML,
  SARIF,
  GITHUB,
  GITLAB;

  static final String NAMES = "text, json, markdown, html, sarif, github or gitlab";

  /** Whether it is for those who review the script, and has a place for why there is no plan. */
  boolean ofReview() {
    return switch (this) {
      case MARKDOWN, SARIF, GITHUB, GITLAB -> true;
      case TEXT, JSON, HTML -> false;
    };
  }

  /**
   * The report.
   *
   * @param ink for text
   * @param path of the script, for those that point into it
   */
  Report report(Ink ink, String path) {
    return switch (this) {
      case TEXT -> new TextReport(ink);
      case JSON -> new JsonReport();
      case MARKDOWN -> new MarkdownReport();
      case HTML -> new HtmlReport();
      case SARIF -> new SarifReport(path);
      case GITHUB -> new GithubReport(path);
      case GITLAB -> new GitlabReport(path);
    };
  }
}
