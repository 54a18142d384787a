package dev.instar.samples.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.samples.story.CommandLine.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every sample: its plan is the one in its folder, on a real server, on the bundled engine and
 * without any; it is migrated while clients use its tables, and not one of their writes is lost;
 * what its story says is so in the end. {@code -Dinstar.golden=write} writes the plans anew.
 */
class SamplesTest {
  private static PostgresServer engine;

  @BeforeAll
  static void startEngine() {
    engine = PostgresServer.builder(PostgresVersion.V17).bundled().start();
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @TestFactory
  Stream<DynamicTest> onPostgresql17() {
    return tests(story -> tell(story, PostgresServer.shared(PostgresVersion.V17)));
  }

  @TestFactory
  Stream<DynamicTest> onTheBundledEngine() {
    return tests(story -> tell(story, engine));
  }

  /** From its files alone; {@code before.sql} may be planned on as the earlier migrations are. */
  @TestFactory
  Stream<DynamicTest> planWithoutAServer() {
    return tests(
        story -> {
          story.assumeRuns(engine);
          List<String> options = new ArrayList<>(story.sizes());
          options.addAll(List.of("--schema", story.file("before.sql").toString()));
          Result planned = CommandLine.OFFLINE.plan(story.migrations().getFirst(), options);
          assertThat(planned.exitCode()).as(planned.error()).isZero();
          assertThat(Report.body(story.text("plan.txt"))).startsWith(Report.body(planned.output()));
        });
  }

  private static void tell(Story story, PostgresServer server) throws Exception {
    story.assumeRuns(server);
    try (SharedDatabase database = server.createDatabase()) {
      new StoryRun(story, database).tell();
    }
  }

  @FunctionalInterface
  private interface Teller {
    void tell(Story story) throws Exception;
  }

  private static Stream<DynamicTest> tests(Teller teller) {
    return Story.all().stream()
        .map(story -> DynamicTest.dynamicTest(story.toString(), () -> teller.tell(story)));
  }
}
