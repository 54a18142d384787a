package dev.instar.migrator.report.annotation;

import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.report.Printable;
import dev.instar.migrator.report.Report;
import java.util.Comparator;
import java.util.stream.Collectors;

/**
 * Workflow commands that GitHub Actions shows as annotations of the pull request's files:
 *
 * <pre>
 * ::error file=db/V7.sql,line=3,col=1,endLine=3,endColumn=20,title=LOCK-REWRITE::As written, …
 * </pre>
 *
 * The worst first, and what stands before what Instar avoids: GitHub shows ten errors and ten
 * warnings of a step, and no more. What was accepted is a notice.
 */
public final class GithubReport extends Report {
  private final String path;

  /**
   * @param path of the script, from the root of the repository
   */
  public GithubReport(String path) {
    this.path = path;
  }

  @Override
  protected String print(Plan plan) {
    return Annotation.of(plan).stream()
        .sorted(
            Comparator.comparing(Annotation::level).thenComparing(Annotation::stands).reversed())
        .map(this::command)
        .collect(Collectors.joining());
  }

  private String command(Annotation annotation) {
    return "::%s file=%s,%s,title=%s::%s\n"
        .formatted(
            kind(annotation),
            property(path),
            place(annotation.place()),
            property(annotation.code()),
            data(annotation.words()));
  }

  private static String kind(Annotation annotation) {
    if (annotation.accepted().isPresent()) {
      return "notice";
    }
    return switch (annotation.level()) {
      case REFUSAL, HAZARD -> "error";
      case WARNING -> "warning";
      case INFO -> "notice";
    };
  }

  /** The runner takes columns only where the first line is the last one. */
  private static String place(Place place) {
    return place.line() == place.endLine()
        ? "line=%d,col=%d,endLine=%d,endColumn=%d"
            .formatted(place.line(), place.column(), place.endLine(), place.endColumn())
        : "line=%d,endLine=%d".formatted(place.line(), place.endLine());
  }

  /** The escapes of the runner's ActionCommand. */
  private static String data(String text) {
    return Printable.of(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
