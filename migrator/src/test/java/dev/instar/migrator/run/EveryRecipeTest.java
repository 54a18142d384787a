package dev.instar.migrator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.CuttingProxy.Cut;
import dev.instar.migrator.postgresql.plan.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every recipe, on small tables: killed at every boundary of its steps it is finished by the next
 * process; taken back it leaves nothing, and can be begun again; and in the end the database is in
 * every respect as the script would have left it. The scenarios are those of the golden plans.
 */
class EveryRecipeTest {
  /** One scenario of each recipe, killed when the server has carried out what it was told. */
  @TestFactory
  Stream<DynamicTest> oneOfAKind() throws Exception {
    Set<String> chosen = chosen();
    List<Scenario> scenarios =
        Scenario.all().stream().filter(s -> chosen.contains(s.name())).toList();
    return on(PostgresVersion.V17, scenarios, List.of(Cut.AFTER));
  }

  /** All of them, killed before that as well. */
  @TestFactory
  @Tag("wide")
  Stream<DynamicTest> onPostgresql17() throws Exception {
    return on(PostgresVersion.V17, Scenario.all(), List.of(Cut.AFTER, Cut.BEFORE));
  }

  @TestFactory
  @Tag("wide")
  Stream<DynamicTest> onPostgresql14() throws Exception {
    return on(PostgresVersion.V14, Scenario.all(), List.of(Cut.AFTER));
  }

  @TestFactory
  @Tag("wide")
  Stream<DynamicTest> onPostgresql15() throws Exception {
    return on(PostgresVersion.V15, Scenario.all(), List.of(Cut.AFTER));
  }

  @TestFactory
  @Tag("wide")
  Stream<DynamicTest> onPostgresql16() throws Exception {
    return on(PostgresVersion.V16, Scenario.all(), List.of(Cut.AFTER));
  }

  @TestFactory
  @Tag("wide")
  Stream<DynamicTest> onPostgresql18() throws Exception {
    return on(PostgresVersion.V18, Scenario.all(), List.of(Cut.AFTER));
  }

  private static Stream<DynamicTest> on(
      PostgresVersion version, List<Scenario> scenarios, List<Cut> sides) {
    Trials trials = new Trials(version);
    return Stream.concat(
        scenarios.stream()
            .filter(s -> s.from() <= version.major())
            .map(
                scenario ->
                    DynamicTest.dynamicTest(
                        scenario + " (" + version + ")", () -> trials.hold(scenario, sides))),
        Stream.of(DynamicTest.dynamicTest("closed (" + version + ")", trials::close)));
  }

  /** The first column of the table of recipes. */
  private static Set<String> chosen() throws IOException {
    try (InputStream table = EveryRecipeTest.class.getResourceAsStream("recipes.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t")[0])
          .collect(Collectors.toSet());
    }
  }

  /** A trial at a time; what failed may have left anything, so the next one gets another. */
  private static final class Trials {
    private final PostgresVersion version;
    private Optional<RecipeTrial> open = Optional.empty();

    Trials(PostgresVersion version) {
      this.version = version;
    }

    void hold(Scenario scenario, List<Cut> sides) throws Exception {
      if (open.isEmpty()) {
        open = Optional.of(new RecipeTrial(PostgresServer.shared(version)));
      }
      RecipeTrial trial = open.get();
      boolean held = false;
      try {
        Optional<RecipeTrial.Subject> subject = trial.subject(scenario);
        held = subject.isEmpty();
        assumeTrue(subject.isPresent(), "there is nothing to carry out");
        for (Cut side : sides) {
          // Each step begins and ends, and so does the whole.
          assertThat(trial.hold(subject.get(), side)).isGreaterThan(2);
        }
        held = true;
      } finally {
        if (!held) {
          close();
        }
      }
    }

    void close() throws Exception {
      if (open.isPresent()) {
        open.get().close();
        open = Optional.empty();
      }
    }
  }
}
