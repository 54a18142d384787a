package dev.instar.samples.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.samples.story.CommandLine.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;

/** Tells a story on a database of its own. */
final class StoryRun {
  private static final boolean WRITE = "write".equals(System.getProperty("instar.golden"));
  private static final int FAILED = 1;

  private final Story story;
  private final SharedDatabase database;
  private final CommandLine instar;

  StoryRun(Story story, SharedDatabase database) {
    this.story = story;
    this.database = database;
    this.instar = CommandLine.of(database);
  }

  void tell() throws Exception {
    prepare();
    StringJoiner plans = new StringJoiner("\n");
    for (Path migration : story.migrations()) {
      plans.add(plan(migration));
      List<String> load = story.statements("load.sql");
      if (load.isEmpty()) {
        migrate(migration);
      } else {
        try (StoryClients clients = new StoryClients(database, load)) {
          migrate(migration);
          clients.settle();
        }
      }
      contract();
    }
    is("plan.txt", plans.toString());
    holds();
  }

  /** Makes schema and rows as they were. */
  void prepare() throws SQLException {
    execute(story.text("before.sql"));
  }

  private String plan(Path migration) {
    Result planned = instar.plan(migration, story.sizes());
    assertThat(planned.exitCode()).as(planned.error()).isZero();
    return Report.normalised(planned.output());
  }

  private void migrate(Path migration) throws Exception {
    Result run = instar.migrate(migration);
    if (story.has("stops.txt")) {
      assertThat(run.exitCode()).isEqualTo(FAILED);
      is("stops.txt", run.error().substring(run.error().indexOf("error [")));
      execute(story.text("repair.sql"));
      run = instar.run(List.of("resume"));
    }
    assertThat(run.exitCode()).as(run.output() + run.error()).isZero();
  }

  /** Removes what was kept for the application's old version, if anything was. */
  private void contract() {
    if (instar.run(List.of("status")).output().contains("expanded")) {
      Result run = instar.run(List.of("contract"));
      assertThat(run.exitCode()).as(run.error()).isZero();
    }
  }

  private void is(String file, String actual) throws Exception {
    if (WRITE) {
      Files.writeString(story.file(file), actual);
    }
    assertThat(actual).isEqualTo(story.text(file));
  }

  /** Each query of {@code after.sql} answers true. */
  private void holds() throws SQLException {
    List<String> claims = story.statements("after.sql");
    assertThat(claims).isNotEmpty();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String claim : claims) {
        if (statement.execute(claim)) {
          try (ResultSet row = statement.getResultSet()) {
            assertThat(row.next() && row.getBoolean(1)).as(claim).isTrue();
          }
        }
      }
    }
  }

  private void execute(String script) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(script);
    }
  }
}
