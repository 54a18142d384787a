package dev.instar.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of the pipelines, and that each of their jobs is run by a test. */
class SamplesTest {
  private static final Set<String> RUN =
      Set.of(
          "github/plan.yml: plan",
          "github/deploy.yml: plan",
          "github/deploy.yml: migrate",
          "github/contract.yml: contract",
          "gitlab/.gitlab-ci.yml: plan",
          "gitlab/.gitlab-ci.yml: plan production",
          "gitlab/.gitlab-ci.yml: migrate production",
          "gitlab/.gitlab-ci.yml: contract production");

  @Test
  void everyJobIsRunByATest() throws IOException {
    List<String> jobs = new ArrayList<>();
    for (String file : files()) {
      JsonNode pipeline = Samples.yaml(file);
      JsonNode all = pipeline.has("jobs") ? pipeline.path("jobs") : pipeline;
      all.properties().stream()
          .filter(job -> job.getValue().has("steps") || job.getValue().has("script"))
          .forEach(job -> jobs.add(file + ": " + job.getKey()));
    }
    assertThat(jobs).containsExactlyInAnyOrderElementsOf(RUN);
  }

  @Test
  void theReadmeNamesTheFilesAndWhatTheyWantToKnow() throws IOException {
    String readme = Files.readString(Samples.CI.resolve("README.md"));
    Set<String> wanted = new TreeSet<>();
    for (String file : files()) {
      assertThat(readme).contains("](" + file + ")");
      Pattern.compile("\\b(?:INSTAR_[A-Z0-9]+|MIGRATION|production(?:-plan)?)\\b")
          .matcher(Files.readString(Samples.CI.resolve(file)))
          .results()
          .forEach(r -> wanted.add("`" + r.group() + "`"));
    }
    assertThat(wanted).hasSizeGreaterThan(5);
    assertThat(readme).contains(wanted);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(Samples.CI)) {
      return files
          .filter(file -> file.toString().endsWith(".yml"))
          .map(file -> Samples.CI.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
