package dev.instar.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflows for GitHub Actions, on a pull request and on a database. */
class GithubPipelineTest {
  private static final String WIDER = "ALTER TABLE orders ALTER COLUMN id TYPE bigint;\n";
  private static final String RENAMED = "ALTER TABLE orders RENAME COLUMN note TO remark;\n";
  private static final String UPLOAD = "actions/upload-artifact@v4";
  private static final String DOWNLOAD = "actions/download-artifact@v5";

  @TempDir private Path directory;
  private final Map<String, String> values = new HashMap<>();
  private Repository repository;
  private GithubComments comments;
  private int jobs;

  @BeforeEach
  void createRepository() throws IOException {
    Distribution distribution = Distribution.make(directory);
    values.put("vars.INSTAR_ARCHIVE", distribution.url());
    values.put("vars.INSTAR_SHA256", distribution.sha256());
    comments = new GithubComments(directory.resolve("tools"));
    repository = new Repository(directory.resolve("repository"));
    repository.write("V1__orders.sql", Production.ORDERS);
    values.put("github.event.pull_request.base.sha", repository.commit());
  }

  @Test
  void aPullRequestIsAnnotatedAndHasOneComment() throws IOException {
    repository.write("V2__total.sql", "ALTER TABLE orders ADD COLUMN total bigint;\n");
    repository.write("V10__wider.sql", WIDER);
    repository.commit();

    GithubJob first = pullRequest(true);

    assertThat(first.failed()).as(first.ran().toString()).isFalse();
    assertThat(first.ran()).containsOnlyKeys("Get Instar", "Plan", "Summary", "Comment");
    assertThat(first.ran("Plan").output())
        .contains("::error file=db/migration/V10__wider.sql,line=1,", "title=LOCK-REWRITE::")
        .contains("`instar migrate` avoids it.");
    assertThat(first.summary()).isEqualTo(comments.comment());
    assertThat(comments.comment())
        .startsWith("## Migration plan: V2__total\n")
        .contains("\n## Migration plan: V10__wider\n");
    assertThat(results(first)).contains("LOCK-REWRITE");

    repository.write("V10__wider.sql", "-- On its way.\n" + WIDER);
    repository.commit();
    GithubJob second = pullRequest(true);
    assertThat(second.failed()).as(second.ran().toString()).isFalse();
    assertThat(comments.calls()).containsExactly("POST", "PATCH");
    assertThat(comments.comment()).contains("\n| 2 | <code>ALTER TABLE orders ALTER COLUMN id");
  }

  @Test
  void aHazardThatRemainsStopsThePullRequestAndIsShown() throws IOException {
    repository.write("V2__remark.sql", RENAMED);
    repository.commit();

    GithubJob job = pullRequest(true);

    assertThat(job.failed()).isTrue();
    assertThat(job.ran("Plan").exitCode()).isEqualTo(3);
    assertThat(job.ran("Plan").output()).contains("title=RENAME-BREAKS::");
    assertThat(comments.comment()).contains("RENAME-BREAKS").contains("[!WARNING]");
    assertThat(job.summary()).isEqualTo(comments.comment());
    assertThat(results(job)).contains("RENAME-BREAKS");

    repository.write(
        "V2__remark.sql", "-- instar:accept RENAME-BREAKS unused since v41\n" + RENAMED);
    repository.commit();
    assertThat(pullRequest(true).failed()).isFalse();
  }

  @Test
  void whatIsRefusedOrNoSqlStopsThePullRequestAndIsShown() throws IOException {
    repository.write("V2__broken.sql", "ALTER TABLE orders\nADD COLUM total bigint;\n");
    repository.commit();

    GithubJob job = pullRequest(true);

    assertThat(job.ran("Plan").exitCode()).isEqualTo(4);
    assertThat(job.ran("Plan").output())
        .contains("::error file=db/migration/V2__broken.sql,line=2,", "title=SQL_SYNTAX::");
    assertThat(comments.comment()).contains("SQL_SYNTAX");
    assertThat(results(job)).contains("SQL_SYNTAX");
  }

  @Test
  void aForksTokenIsNotUsed() throws IOException {
    repository.write("V2__wider.sql", WIDER);
    repository.commit();

    GithubJob job = pullRequest(false);

    assertThat(job.failed()).isFalse();
    assertThat(job.ran()).containsOnlyKeys("Get Instar", "Plan", "Summary");
    assertThat(job.used()).doesNotContainKey("Code scanning");
    assertThat(job.summary()).startsWith("## Migration plan: V2__wider\n");
  }

  @Test
  void whereNothingIsNewNothingIsSaid() throws IOException {
    repository.delete("V1__orders.sql");
    repository.commit();

    GithubJob job = pullRequest(true);

    assertThat(job.failed()).isFalse();
    assertThat(job.ran()).containsOnlyKeys("Get Instar", "Plan");
    assertThat(job.ran("Plan").output()).isEqualTo("No migration is new or changed.\n");
    assertThat(comments.calls()).isEmpty();
  }

  @Test
  void anArchiveThatIsNotTheOneThatWasMeantIsNotRun() throws IOException {
    values.put("vars.INSTAR_SHA256", "0".repeat(64));
    repository.write("V2__wider.sql", WIDER);
    repository.commit();

    GithubJob job = pullRequest(true);

    assertThat(job.failed()).isTrue();
    assertThat(job.ran()).containsOnlyKeys("Get Instar");
  }

  /** With a database that has what the repository says. */
  @Nested
  class OnProduction {
    private Production production;

    @BeforeEach
    void createDatabase() throws SQLException, IOException {
      production = new Production();
      values.put("vars.INSTAR_URL", production.url());
      values.put("vars.INSTAR_USER", production.user());
      values.put("secrets.INSTAR_PASSWORD", production.password());
      repository.write("V2__wider.sql", WIDER);
      repository.write("V3__remark.sql", RENAMED);
      repository.commit();
      values.put("inputs.migration", "db/migration/V2__wider.sql");
    }

    @AfterEach
    void dropDatabase() throws SQLException {
      production.close();
    }

    @Test
    void whatWasPlannedIsCarriedOutAndContractedLater() throws Exception {
      JsonNode deploy = Samples.yaml("github/deploy.yml");
      GithubJob plan = job(deploy, "plan");
      assertThat(plan.failed()).as(plan.ran().toString()).isFalse();
      assertThat(plan.summary()).startsWith("## Migration plan: V2__wider\n");
      assertThat(production.columns()).isEqualTo("id integer, note text");

      GithubJob migrate = migrate(deploy, plan);

      assertThat(migrate.failed()).as(migrate.ran().toString()).isFalse();
      assertThat(migrate.ran("Migrate").output()).contains("Migration V2__wider is expanded");
      assertThat(migrate.ran("Status").output()).startsWith("Migration V2__wider: expanded\n");
      assertThat(production.columns()).isEqualTo("id bigint, note text");

      GithubJob contract = job(Samples.yaml("github/contract.yml"), "contract");
      assertThat(contract.failed()).as(contract.ran().toString()).isFalse();
      assertThat(contract.ran("Contract").output()).contains("Migration V2__wider is done");
      for (GithubJob job : List.of(plan, migrate, contract)) {
        assertThat(job.ran().toString()).doesNotContain(production.password());
      }
    }

    @Test
    void aHazardThatRemainsIsNotHandedOn() throws Exception {
      values.put("inputs.migration", "db/migration/V3__remark.sql");

      GithubJob plan = job(Samples.yaml("github/deploy.yml"), "plan");

      assertThat(plan.ran("Plan").exitCode()).isEqualTo(3);
      assertThat(plan.used()).doesNotContainKey(UPLOAD);
      assertThat(plan.summary()).contains("RENAME-BREAKS");
    }

    @Test
    void aTableThatSomebodyChangesMeanwhileIsLeftAlone() throws Exception {
      JsonNode deploy = Samples.yaml("github/deploy.yml");
      GithubJob plan = job(deploy, "plan");
      production.execute("ALTER TABLE orders ADD COLUMN meanwhile int");

      GithubJob migrate = migrate(deploy, plan);

      assertThat(migrate.ran("Migrate").exitCode()).isEqualTo(4);
      assertThat(migrate.ran("Migrate").output())
          .contains("error [PLAN_STALE]: ", "column meanwhile is new");
      assertThat(migrate.ran("Status").output()).isEqualTo("No migration in this database.\n");
      assertThat(production.columns()).isEqualTo("id integer, note text, meanwhile integer");
    }

    private GithubJob migrate(JsonNode deploy, GithubJob plan) throws IOException {
      assertThat(deploy.at("/jobs/migrate/needs").asText()).isEqualTo("plan");
      Path clone = repository.cloneTo(directory.resolve("clone" + ++jobs));
      String artifact = plan.used().get(UPLOAD).path("path").asText();
      Files.copy(plan.workspace().resolve(artifact), clone.resolve(artifact));
      GithubJob migrate = job(deploy.at("/jobs/migrate"), clone);
      assertThat(migrate.used().get(DOWNLOAD).path("name"))
          .isEqualTo(plan.used().get(UPLOAD).path("name"));
      return migrate;
    }
  }

  private GithubJob pullRequest(boolean ofThisRepository) throws IOException {
    values.put("github.token", "token");
    values.put("github.event.pull_request.number", "12");
    values.put("github.repository", "shop/orders");
    values.put(
        "github.event.pull_request.head.repo.full_name",
        ofThisRepository ? "shop/orders" : "ada/orders");
    return job(Samples.yaml("github/plan.yml"), "plan");
  }

  private GithubJob job(JsonNode workflow, String name) throws IOException {
    return job(
        workflow.path("jobs").path(name), repository.cloneTo(directory.resolve("clone" + ++jobs)));
  }

  private GithubJob job(JsonNode job, Path clone) throws IOException {
    return new GithubJob(
        job,
        clone,
        directory.resolve("runner" + ++jobs),
        comments.tools(),
        new GithubExpressions(values));
  }

  /** The rules of what is uploaded for code scanning. */
  private static List<String> results(GithubJob job) throws IOException {
    String file = job.used().get("Code scanning").path("sarif_file").asText();
    JsonNode sarif = new ObjectMapper().readTree(job.workspace().resolve(file).toFile());
    assertThat(sarif.path("runs")).hasSize(1);
    return sarif.at("/runs/0/results").findValuesAsText("ruleId");
  }
}
