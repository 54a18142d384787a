package dev.instar.migrator.report.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Golden;
import dev.instar.migrator.report.SamplePlans;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotationTest {
  private static final String PATH = "db/migration: 1,2/V7 ö.sql";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Golden> sarif() {
    return Golden.all("sarif", new SarifReport(PATH));
  }

  static Stream<Golden> github() {
    return Golden.all("github.txt", new GithubReport(PATH));
  }

  static Stream<Golden> gitlab() {
    return Golden.all("gitlab.json", new GitlabReport(PATH));
  }

  /** By the schema that OASIS publishes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("sarif")
  void sarifIsValidAndWhatItWas(Golden golden) throws IOException {
    try (InputStream stream = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(stream);
      assertThat(schema.validate(tree(golden.check()))).isEmpty();
      assertThat(schema.validate(MAPPER.createObjectNode())).isNotEmpty();
    }
  }

  @Test
  void sarifRefersToItsRulesAndSuppressesWhatWasAccepted() {
    JsonNode run =
        tree(new SarifReport("/a b/c.sql").render(SamplePlans.contract())).path("runs").path(0);
    JsonNode rules = run.path("tool").path("driver").path("rules");
    int suppressed = 0;
    for (JsonNode result : run.path("results")) {
      JsonNode rule = rules.path(result.path("ruleIndex").intValue());
      assertThat(rule.path("id")).isEqualTo(result.path("ruleId"));
      assertThat(uri(result)).isEqualTo("file:///a%20b/c.sql");
      suppressed += result.path("suppressions").size();
    }
    assertThat(suppressed).isEqualTo(1);
    assertThat(rules).hasSize(4);
  }

  private static String uri(JsonNode result) {
    JsonNode location = result.path("locations").path(0).path("physicalLocation");
    return location.path("artifactLocation").path("uri").textValue();
  }

  /** What the runner makes of a command: {@code ActionCommand.TryParseV2}, in short. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("github")
  void githubsRunnerReadsEachLineAsOneCommand(Golden golden) {
    String report = golden.check();
    assertThat(report.lines()).hasSize(Annotation.of(golden.plan()).size());
    assertThat(report.lines())
        .allSatisfy(
            line -> {
              assertThat(line).matches("::(error|warning|notice) file=[^,]*,line=\\d+.*?::.+");
              String properties = line.substring(line.indexOf(' ') + 1, line.indexOf("::", 2));
              assertThat(properties.split(","))
                  .allMatch(p -> p.matches("(file|line|col|endLine|endColumn|title)=[^:]*"));
            });
  }

  @Test
  void githubShowsWhatStandsBeforeWhatIsAvoided() {
    Plan both =
        SamplePlans.shadow()
            .withStatements(
                List.of(
                    SamplePlans.shadow().statements().getFirst(),
                    SamplePlans.contract().statements().getLast()));
    assertThat(new GithubReport(PATH).render(both).lines().limit(3))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("::error ").contains("title=RENAME-BREAKS::"),
            second -> assertThat(second).startsWith("::error ").contains("title=LOCK-REWRITE::"),
            third -> assertThat(third).startsWith("::warning "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("gitlab")
  void gitlabHasWhatItAsksFor(Golden golden) {
    List<String> fingerprints = new ArrayList<>();
    for (JsonNode issue : tree(golden.check())) {
      assertThat(issue.path("description").textValue()).isNotBlank();
      assertThat(issue.path("check_name").textValue()).isNotBlank();
      assertThat(issue.path("severity").textValue())
          .isIn("info", "minor", "major", "critical", "blocker");
      assertThat(issue.path("location").path("path").textValue()).isEqualTo(PATH);
      assertThat(issue.path("location").path("lines").path("begin").intValue()).isPositive();
      fingerprints.add(issue.path("fingerprint").textValue());
    }
    assertThat(fingerprints).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void aFingerprintStaysWhenLinesMoveAndGoesWhenTheStatementChanges() {
    Plan plan = SamplePlans.online();
    StatementPlan first = plan.statements().getFirst();
    List<String> fingerprints = fingerprints(plan.withStatements(List.of(first)));
    assertThat(fingerprints(plan.withStatements(List.of(moved(first, first.text())))))
        .isEqualTo(fingerprints);
    assertThat(fingerprints(plan.withStatements(List.of(moved(first, first.text() + "\n  ")))))
        .isEqualTo(fingerprints);
    assertThat(fingerprints(plan.withStatements(List.of(moved(first, first.text() + "x")))))
        .doesNotContainAnyElementsOf(fingerprints);
    assertThat(fingerprints(plan.withStatements(List.of(first, first)))).doesNotHaveDuplicates();
  }

  private static List<String> fingerprints(Plan plan) {
    return Annotation.of(plan).stream().map(Annotation::fingerprint).toList();
  }

  private static StatementPlan moved(StatementPlan statement, String text) {
    return new StatementPlan(
        text,
        statement.line() + 40,
        3,
        statement.asWritten(),
        statement.strategy(),
        statement.steps(),
        statement.findings(),
        statement.deployment(),
        statement.evidence(),
        statement.refusal());
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
