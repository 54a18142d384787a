package dev.instar.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job of GitHub Actions, its commands carried out as the service's runner does: each in a bash of
 * its own that ends at the first error, with the files through which steps talk to the runner.
 */
final class GithubJob {
  private static final int SUCCESS = 0;

  private final Path workspace;
  private final Path runner;
  private final GithubExpressions expressions;
  private final Map<String, Bash.Ran> ran = new LinkedHashMap<>();
  private final Map<String, JsonNode> used = new LinkedHashMap<>();
  private boolean failed;

  /**
   * Runs it.
   *
   * @param workspace the clone
   * @param runner an empty directory for what is the runner's own
   * @param tools comes first in the PATH
   */
  GithubJob(JsonNode job, Path workspace, Path runner, Path tools, GithubExpressions expressions)
      throws IOException {
    this.workspace = workspace;
    this.runner = Files.createDirectories(runner);
    this.expressions = expressions;
    assertThat(job.at("/defaults/run/shell").asText()).isEqualTo("bash");
    Files.createFile(runner.resolve("path"));
    Files.createFile(runner.resolve("summary"));
    for (JsonNode step : job.path("steps")) {
      step(job, step, tools);
    }
  }

  private void step(JsonNode job, JsonNode step, Path tools) throws IOException {
    String name = step.path("name").asText(step.path("uses").asText());
    if (!expressions.runs(step.path("if").asText(), workspace, failed)) {
      return;
    }
    if (step.has("uses")) {
      used.put(name, step.path("with"));
      return;
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("GITHUB_REPOSITORY", "shop/orders");
    environment.put("GITHUB_PATH", runner.resolve("path").toString());
    environment.put("GITHUB_STEP_SUMMARY", runner.resolve("summary").toString());
    environment.put("RUNNER_TEMP", runner.toString());
    String path = String.join(":", Files.readAllLines(runner.resolve("path")).reversed());
    environment.put("PATH", path + ":" + tools + ":" + System.getenv("PATH"));
    put(environment, job.path("env"));
    put(environment, step.path("env"));
    String script = step.path("run").asText();
    assertThat(script).as("a value in a script could be a script").doesNotContain("${{");
    Bash.Ran result = Bash.script(workspace, environment, script);
    ran.put(name, result);
    failed |= result.exitCode() != SUCCESS;
  }

  private void put(Map<String, String> environment, JsonNode values) {
    values
        .properties()
        .forEach(v -> environment.put(v.getKey(), expressions.text(v.getValue().asText())));
  }

  Path workspace() {
    return workspace;
  }

  boolean failed() {
    return failed;
  }

  /** The commands that were run, by the names of their steps. */
  Map<String, Bash.Ran> ran() {
    return ran;
  }

  Bash.Ran ran(String step) {
    return ran.get(step);
  }

  /** What the actions that would have run were to work with. */
  Map<String, JsonNode> used() {
    return used;
  }

  String summary() throws IOException {
    return Files.readString(runner.resolve("summary"));
  }
}
