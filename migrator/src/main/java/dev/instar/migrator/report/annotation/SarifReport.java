package dev.instar.migrator.report.annotation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.report.Json;
import dev.instar.migrator.report.Report;
import dev.instar.migrator.report.explain.Explanation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SARIF 2.1.0 (OASIS), as GitHub's code scanning and other tools read it: a rule for each code that
 * occurs, with the page that explains it; a result for each finding and refusal. An accepted
 * finding is a result that is suppressed, with its reason.
 */
public final class SarifReport extends Report {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final String path;

  /**
   * @param path of the script, from the root of the repository or absolute
   */
  public SarifReport(String path) {
    this.path = path;
  }

  @Override
  protected String print(Plan plan) {
    List<Annotation> annotations = Annotation.of(plan);
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ArrayNode rules =
        run.putObject("tool").putObject("driver").put("name", "Instar").putArray("rules");
    // Columns of places count code points.
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    List<String> codes = new ArrayList<>();
    for (Annotation annotation : annotations) {
      if (!codes.contains(annotation.code())) {
        codes.add(annotation.code());
        rule(annotation, rules.addObject());
      }
      result(annotation, codes.indexOf(annotation.code()), results.addObject());
    }
    return Json.print(log);
  }

  private static void rule(Annotation annotation, ObjectNode rule) {
    rule.put("id", annotation.code()).put("name", pascalCase(annotation.code()));
    Explanation.of(annotation.code())
        .ifPresent(
            explanation -> {
              rule.putObject("shortDescription").put("text", explanation.title());
              rule.putObject("fullDescription").put("text", explanation.summary());
              explanation.source().ifPresent(source -> rule.put("helpUri", source));
              rule.putObject("help")
                  .put("text", explanation.summary())
                  .put("markdown", explanation.markdown());
            });
    rule.putObject("defaultConfiguration").put("level", level(annotation.level()));
  }

  private void result(Annotation annotation, int rule, ObjectNode result) {
    result
        .put("ruleId", annotation.code())
        .put("ruleIndex", rule)
        .put("level", level(annotation.level()));
    // Braces would be places for arguments (3.11.5).
    result
        .putObject("message")
        .put("text", annotation.words().replace("{", "{{").replace("}", "}}"));
    ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
    location.putObject("artifactLocation").put("uri", uri());
    Place place = annotation.place();
    location
        .putObject("region")
        .put("startLine", place.line())
        .put("startColumn", place.column())
        .put("endLine", place.endLine())
        .put("endColumn", place.endColumn());
    result.putObject("partialFingerprints").put("statement/v1", annotation.fingerprint());
    annotation
        .accepted()
        .ifPresent(
            reason ->
                result
                    .putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", reason));
  }

  private static String level(Annotation.Level level) {
    return switch (level) {
      case REFUSAL, HAZARD -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  /** {@code LockRewrite} of {@code LOCK-REWRITE}. */
  private static String pascalCase(String code) {
    StringBuilder name = new StringBuilder();
    for (String word : code.split("[-_]")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private String uri() {
    try {
      if (path.startsWith("/")) {
        return new URI("file", "", path, null).toASCIIString();
      }
      // A colon in the first part would end a scheme.
      boolean colon = path.split("/", 2)[0].indexOf(':') >= 0;
      return new URI(null, null, colon ? "./" + path : path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path that is none", e);
    }
  }
}
