package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresVersion;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every statement form, as a file: its plan is the one beside it; what the plan says of the
 * statement as written is what the server does; its steps end in the catalog that the statement
 * makes, and their undo leads back.
 */
class GoldenPlansTest {
  private static final boolean WRITE = "write".equals(System.getProperty("instar.golden"));

  @TestFactory
  List<DynamicTest> onPostgresql17() throws Exception {
    return on(PostgresVersion.V17);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql14() throws Exception {
    return on(PostgresVersion.V14);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql15() throws Exception {
    return on(PostgresVersion.V15);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql16() throws Exception {
    return on(PostgresVersion.V16);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql18() throws Exception {
    return on(PostgresVersion.V18);
  }

  private static List<DynamicTest> on(PostgresVersion version) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    Workbench bench = new Workbench(version);
    StatementForms forms = new StatementForms(bench);
    for (Scenario scenario : StatementForms.on(version, Scenario.all())) {
      tests.add(
          DynamicTest.dynamicTest(
              scenario + " (" + version + ")",
              () -> {
                isPlannedAsWrittenDown(bench, scenario);
                forms.hold(scenario);
              }));
    }
    tests.add(DynamicTest.dynamicTest("the database is dropped", bench::close));
    return tests;
  }

  private static void isPlannedAsWrittenDown(Workbench bench, Scenario scenario) throws Exception {
    bench.prepare(scenario);
    String plan = PlanDump.of(bench.planForLargeTables(scenario));
    int major = bench.version().major();
    if (WRITE) {
      scenario.write(major, plan);
    }
    assertThat(plan).isEqualTo(Files.readString(scenario.expected(major)));
  }
}
