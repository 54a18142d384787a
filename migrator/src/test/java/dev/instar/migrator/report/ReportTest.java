package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.json.PlanJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A report is what it was. {@code -Dinstar.golden=write} writes the expectations anew, to be read
 * in the difference.
 */
class ReportTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/instar/migrator/report").toAbsolutePath();

  static Stream<Arguments> reports() {
    Report text = new TextReport(Ink.PLAIN);
    return Stream.of(
        Arguments.of("shadow.txt", text, SamplePlans.shadow()),
        Arguments.of("online.txt", text, SamplePlans.online()),
        Arguments.of("refused.txt", text, SamplePlans.refused()),
        Arguments.of("shadow.json", new JsonReport(), SamplePlans.shadow()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void isWhatItWas(String file, Report report, Plan plan) throws IOException {
    Path golden = GOLDEN.resolve(file);
    String actual = report.render(plan);
    if ("write".equals(System.getProperty("instar.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  @Test
  void aTextReportKeepsWithin80Columns() {
    for (Plan plan : SamplePlans.all()) {
      assertThat(new TextReport(Ink.PLAIN).render(plan).lines())
          .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }
  }

  @Test
  void colourAddsNothingButColour() {
    for (Plan plan : SamplePlans.all()) {
      String colourful = new TextReport(Ink.COLOUR).render(plan);
      assertThat(colourful).contains("\u001b[");
      assertThat(colourful.replaceAll("\u001b\\[[0-9;]*m", ""))
          .isEqualTo(new TextReport(Ink.PLAIN).render(plan));
    }
  }

  @Test
  void aJsonReportReadsBackAsThePlan() {
    for (Plan plan : SamplePlans.all()) {
      assertThat(PlanJson.read(new JsonReport().render(plan))).isEqualTo(plan);
    }
  }
}
