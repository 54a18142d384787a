package dev.instar.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline for GitLab CI, on a merge request and on a database. */
class GitlabPipelineTest {
  private static final String WIDER = "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\n";
  private static final String RENAMED = "ALTER TABLE orders RENAME COLUMN note TO remark;\n";

  @TempDir private Path directory;
  private final Map<String, String> variables = new HashMap<>();
  private JsonNode pipeline;
  private Repository repository;
  private int jobs;

  @BeforeEach
  void createRepository() throws IOException {
    pipeline = Samples.yaml("gitlab/.gitlab-ci.yml");
    Distribution distribution = Distribution.make(directory);
    variables.put("INSTAR_ARCHIVE", distribution.url());
    variables.put("INSTAR_SHA256", distribution.sha256());
    repository = new Repository(directory.resolve("repository"));
    repository.write("V1__orders.sql", Production.ORDERS);
    variables.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", repository.commit());
  }

  @Test
  void aMergeRequestHasAReportOfItsQuality() throws IOException {
    repository.write("V2__total.sql", "ALTER TABLE orders ADD COLUMN total bigint;\n");
    repository.write("V10__wider.sql", WIDER);
    repository.commit();
    // A variable that is not protected is there in merge requests too.
    variables.put("INSTAR_URL", "jdbc:postgresql://nowhere/shop");

    GitlabJob plan = run("plan");

    assertThat(plan.ran().exitCode()).as(plan.ran().output()).isZero();
    assertThat(plan.ran().output())
        .contains("Version 2, 1 of 2: V2__total.sql", "Version 10, 2 of 2: V10__wider.sql");
    assertThat(quality(plan)).contains("LOCK-REWRITE db/migration/V10__wider.sql:1");
    assertThat(plan.artifacts()).containsExactly(Path.of("plan.md"));
  }

  @Test
  void aHazardThatRemainsStopsTheMergeRequestAndIsShown() throws IOException {
    repository.write("V2__remark.sql", RENAMED);
    repository.commit();

    GitlabJob plan = run("plan");

    assertThat(plan.ran().exitCode()).isEqualTo(3);
    assertThat(quality(plan)).contains("RENAME-BREAKS db/migration/V2__remark.sql:1");
    assertThat(plan.artifacts()).containsExactly(Path.of("plan.md"));

    repository.write(
        "V2__remark.sql", "-- instar:accept RENAME-BREAKS unused since v41\n" + RENAMED);
    repository.commit();
    assertThat(run("plan").ran().exitCode()).isZero();
  }

  @Test
  void whatIsNoSqlStopsTheMergeRequestAndIsShown() throws IOException {
    repository.write("V2__broken.sql", "ALTER TABLE orders\nADD COLUM total bigint;\n");
    repository.commit();

    GitlabJob plan = run("plan");

    assertThat(plan.ran().exitCode()).isEqualTo(4);
    assertThat(quality(plan)).containsExactly("SQL_SYNTAX db/migration/V2__broken.sql:2");
  }

  @Test
  void whereNothingIsNewNothingIsSaid() throws IOException {
    repository.delete("V1__orders.sql");
    repository.commit();

    GitlabJob plan = run("plan");

    assertThat(plan.ran().exitCode()).isZero();
    assertThat(plan.ran().output()).endsWith("No migration is new or changed.\n");
  }

  @Test
  void anArchiveThatIsNotTheOneThatWasMeantIsNotRun() throws IOException {
    variables.put("INSTAR_SHA256", "0".repeat(64));
    assertThat(run("plan").ran().exitCode()).isEqualTo(1);
  }

  @Test
  void whatWasPlannedIsCarriedOutAndContractedLater() throws Exception {
    try (Production production = new Production()) {
      deploy(production, "V2__wider.sql", WIDER);
      GitlabJob plan = run("plan production");
      assertThat(plan.ran().exitCode()).as(plan.ran().output()).isZero();
      assertThat(plan.artifacts()).containsExactly(Path.of("plan.html"), Path.of("plan.json"));
      assertThat(production.columns()).isEqualTo("id integer, note text");

      GitlabJob migrate = run("migrate production", plan);

      assertThat(migrate.ran().exitCode()).as(migrate.ran().output()).isZero();
      assertThat(production.columns()).isEqualTo("id bigint, note text");
      GitlabJob contract = run("contract production");
      assertThat(contract.ran().exitCode()).as(contract.ran().output()).isZero();
      assertThat(contract.ran().output()).contains("Migration V2__wider is done");
      for (GitlabJob job : List.of(plan, migrate, contract)) {
        assertThat(job.ran().output()).doesNotContain(production.password());
      }
    }
  }

  @Test
  void aHazardThatRemainsIsNotHandedOn() throws Exception {
    try (Production production = new Production()) {
      deploy(production, "V2__remark.sql", RENAMED);

      GitlabJob plan = run("plan production");

      assertThat(plan.ran().exitCode()).isEqualTo(3);
      assertThat(plan.artifacts()).isEmpty();
    }
  }

  @Test
  void aTableThatSomebodyChangesMeanwhileIsLeftAlone() throws Exception {
    try (Production production = new Production()) {
      deploy(production, "V2__wider.sql", WIDER);
      GitlabJob plan = run("plan production");
      production.execute("ALTER TABLE orders ADD COLUMN meanwhile int");

      GitlabJob migrate = run("migrate production", plan);

      assertThat(migrate.ran().exitCode()).isEqualTo(4);
      assertThat(migrate.ran().output())
          .contains("error [PLAN_STALE]: ", "column meanwhile is new");
      assertThat(production.columns()).isEqualTo("id integer, note text, meanwhile integer");
    }
  }

  private void deploy(Production production, String migration, String sql) throws IOException {
    repository.write(migration, sql);
    repository.commit();
    variables.put("INSTAR_URL", production.url());
    variables.put("INSTAR_USER", production.user());
    variables.put("INSTAR_PASSWORD", production.password());
    variables.put("MIGRATION", "db/migration/" + migration);
  }

  private GitlabJob run(String job, GitlabJob... earlier) throws IOException {
    Path clone = repository.cloneTo(directory.resolve("clone" + ++jobs));
    return GitlabJob.run(pipeline, job, clone, variables, earlier);
  }

  /** {@code CODE FILE:LINE} of each finding. */
  private List<String> quality(GitlabJob job) throws IOException {
    String file = pipeline.at("/plan/artifacts/reports/codequality").asText();
    JsonNode findings =
        new ObjectMapper().readTree(Files.readString(job.workspace().resolve(file)));
    return findings
        .valueStream()
        .map(
            f ->
                f.path("check_name").asText()
                    + " "
                    + f.at("/location/path").asText()
                    + ":"
                    + f.at("/location/lines/begin").asText())
        .toList();
  }
}
