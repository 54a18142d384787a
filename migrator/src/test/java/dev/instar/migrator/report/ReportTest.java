package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.json.PlanJson;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTest {
  static Stream<Golden> texts() {
    return Golden.all("txt", new TextReport(Ink.PLAIN));
  }

  static Stream<Golden> jsons() {
    return Golden.all("json", new JsonReport());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"texts", "jsons"})
  void isWhatItWas(Golden golden) {
    golden.check();
  }

  @Test
  void aTextReportKeepsWithin80Columns() {
    for (Plan plan : SamplePlans.all().values()) {
      assertThat(new TextReport(Ink.PLAIN).render(plan).lines())
          .filteredOn(line -> !line.contains("script>"))
          .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }
  }

  @Test
  void colourAddsNothingButColour() {
    for (Plan plan : SamplePlans.all().values()) {
      String colourful = new TextReport(Ink.COLOUR).render(plan);
      assertThat(colourful).contains("\u001b[");
      assertThat(colourful.replaceAll("\u001b\\[[0-9;]*m", ""))
          .isEqualTo(new TextReport(Ink.PLAIN).render(plan));
    }
  }

  @Test
  void aJsonReportReadsBackAsThePlan() {
    for (Plan plan : SamplePlans.all().values()) {
      assertThat(PlanJson.read(new JsonReport().render(plan))).isEqualTo(Secrets.masked(plan));
    }
  }
}
