package dev.instar.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A job of GitLab CI, carried out as its runner does: what comes before and the script in one bash
 * that ends at the first error.
 *
 * @param artifacts what it leaves for later jobs
 */
record GitlabJob(Path workspace, Bash.Ran ran, List<Path> artifacts) {

  /**
   * Runs it.
   *
   * @param variables of the project and the pipeline
   * @param earlier a job that it needs
   */
  static GitlabJob run(
      JsonNode pipeline,
      String name,
      Path workspace,
      Map<String, String> variables,
      GitlabJob... earlier)
      throws IOException {
    JsonNode job = pipeline.path(name);
    assertThat(pipeline.path("stages")).contains(job.path("stage"));
    for (GitlabJob before : earlier) {
      for (Path artifact : before.artifacts()) {
        Files.copy(before.workspace().resolve(artifact), workspace.resolve(artifact));
      }
    }
    Map<String, String> environment = new HashMap<>(variables);
    pipeline
        .path("variables")
        .properties()
        .forEach(v -> environment.put(v.getKey(), v.getValue().asText()));
    List<String> lines = new ArrayList<>();
    pipeline.at("/default/before_script").forEach(line -> lines.add(line.asText()));
    assertThat(job.path("script")).isNotEmpty();
    job.path("script").forEach(line -> lines.add(line.asText()));
    Bash.Ran ran = Bash.script(workspace, environment, String.join("\n", lines));
    List<Path> artifacts = new ArrayList<>();
    if (ran.exitCode() == 0 || job.at("/artifacts/when").asText().equals("always")) {
      job.at("/artifacts/paths").forEach(path -> artifacts.add(Path.of(path.asText())));
      artifacts.removeIf(path -> !Files.exists(workspace.resolve(path)));
    }
    return new GitlabJob(workspace, ran, artifacts);
  }
}
