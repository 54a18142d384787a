package dev.instar.migrator.plan.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Finding.Severity;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.TestPlans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  private static final String RENAME = "ALTER TABLE orders RENAME COLUMN note TO remark";
  private static final Place PLACE = Place.of(1, 1, RENAME);
  private static final Finding BREAKS =
      new Finding("RENAME-BREAKS", Severity.HAZARD, "Whoever still uses it fails.", "");

  @Test
  void whatIsKnownIsAcceptedAndKeepsItsSeverity() {
    Plan plan = plan("V7", statement(RENAME, BREAKS));

    Finding accepted = only(Baseline.NONE.with(plan).accept(plan));

    assertThat(accepted.accepted()).contains("baseline");
    assertThat(accepted.severity()).isEqualTo(Severity.HAZARD);
  }

  @Test
  void aStatementIsKnownWhereverItStandsAndHoweverItIsLaidOut() {
    Baseline baseline = Baseline.NONE.with(plan("V7", statement(RENAME, BREAKS)));
    String other = "alter  table orders -- why\n  rename column note to remark";

    assertThat(only(baseline.accept(plan("V7", 12, statement(other, BREAKS)))).accepted())
        .isPresent();
    assertThat(only(baseline.accept(plan("V7", statement(RENAME + "s", BREAKS)))).accepted())
        .isEmpty();
  }

  @Test
  void anotherFileOrCodeOrObjectIsNotKnown() {
    Baseline baseline = Baseline.NONE.with(plan("V7", statement(RENAME, BREAKS)));

    assertThat(only(baseline.accept(plan("V8", statement(RENAME, BREAKS)))).accepted()).isEmpty();
    for (Finding other :
        List.of(
            new Finding("NO-WAY-BACK", Severity.HAZARD, BREAKS.message(), ""),
            new Finding("RENAME-BREAKS", Severity.HAZARD, "Whoever still uses that fails.", ""))) {
      assertThat(only(baseline.accept(plan("V7", statement(RENAME, other)))).accepted()).isEmpty();
    }
  }

  @Test
  void howLongItTakesIsNoPartOfIt() {
    Baseline baseline = Baseline.NONE.with(plan("V7", statement(RENAME, scan("about 3 s"))));

    for (String time : List.of("less than a second", "about 2.5 h", "as long as it takes")) {
      Plan plan = plan("V7", statement(RENAME, scan(time)));
      assertThat(only(baseline.accept(plan)).accepted()).as(time).isPresent();
      assertThat(baseline.gone(plan)).isEmpty();
    }
  }

  @Test
  void norInAnyOtherFindingThatSaysIt() {
    Finding longWrite =
        FindingCode.LONG_WRITE.with(PlanOptions.DEFAULT, PLACE, "orders", "about 3 s");
    Finding kept =
        FindingCode.LOCK_KEPT.with(PlanOptions.DEFAULT, PLACE, "SHARE", "t", 1, "about 3 s");
    Plan before = plan("V7", statement(RENAME, longWrite, kept));
    Plan now =
        plan(
            "V7",
            statement(
                RENAME,
                FindingCode.LONG_WRITE.with(PlanOptions.DEFAULT, PLACE, "orders", "about 2.5 h"),
                FindingCode.LOCK_KEPT.with(
                    PlanOptions.DEFAULT, PLACE, "SHARE", "t", 1, "less than a second")));

    assertThat(Baseline.NONE.with(before).accept(now).statements().getFirst().findings())
        .hasSize(2)
        .allMatch(finding -> finding.accepted().isPresent());
    Finding other =
        FindingCode.LOCK_KEPT.with(PlanOptions.DEFAULT, PLACE, "SHARE", "u", 1, "about 3 s");
    assertThat(
            only(Baseline.NONE.with(before).accept(plan("V7", statement(RENAME, other))))
                .accepted())
        .isEmpty();
  }

  @Test
  void whatSomebodyHasAcceptedAlreadyIsLeftToHim() {
    Plan plan = plan("V7", statement(RENAME, BREAKS.acceptedAs("since v41")));

    assertThat(Baseline.NONE.with(plan).size()).isZero();
    assertThat(
            only(Baseline.NONE.with(plan("V7", statement(RENAME, BREAKS))).accept(plan)).accepted())
        .contains("since v41");
  }

  @Test
  void whatIsNotFoundAnyMoreIsNamedForItsOwnFileAlone() {
    Baseline baseline =
        Baseline.NONE
            .with(plan("V7", statement(RENAME, BREAKS)))
            .with(plan("V8", statement(RENAME, BREAKS)));

    assertThat(baseline.gone(plan("V7", statement(RENAME)))).containsExactly("RENAME-BREAKS");
    assertThat(baseline.gone(plan("V9", statement(RENAME)))).isEmpty();
  }

  @Test
  void writtenAnewItKeepsWhatIsOfOtherFiles() {
    Baseline baseline =
        Baseline.NONE
            .with(plan("V8", statement(RENAME, BREAKS)))
            .with(plan("V7", statement(RENAME, BREAKS, scan("about 3 s"))))
            .with(plan("V7", statement(RENAME, scan("about 4 s"))));

    assertThat(baseline.known())
        .extracting(KnownFinding::file, KnownFinding::code)
        .extracting(Object::toString)
        .containsExactly("(\"V7\", \"LOCK-SCAN\")", "(\"V8\", \"RENAME-BREAKS\")");
  }

  @Test
  void theFileIsSortedAndReadsBack() {
    Plan seven =
        plan("V7", statement(RENAME, BREAKS), statement("DROP INDEX i", scan("about 3 s")));
    Plan eight = plan("V8", statement(RENAME, BREAKS));

    String json = BaselineJson.write(Baseline.NONE.with(eight).with(seven));

    assertThat(json).isEqualTo(BaselineJson.write(Baseline.NONE.with(seven).with(eight)));
    assertThat(BaselineJson.write(BaselineJson.read("b.json", json))).isEqualTo(json);
    assertThat(json)
        .startsWith(
            "{\n  \"format\" : 1,\n  \"findings\" : [ {\n    \"file\" : \"V7\",\n    \"code\" : ")
        .endsWith("]\n}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "[]",
        "{\"format\":1}",
        "{\"format\":1,,}",
        "{\"format\":1,\"findings\":[{}]}",
        "{\"format\":1,\"findings\":[null]}",
        "{\"format\":1,\"findings\":[]} {}",
        "{\"format\":null,\"findings\":[]}",
        "{\"format\":1,\"findings\":[],\"more\":2}",
        "{\"format\":1,\"findings\":[],\"findings\":[]}",
      })
  void aFileThatIsNoBaselineIsNamed(String json) {
    assertThatThrownBy(() -> BaselineJson.read("b.json", json))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageMatching("b\\.json:1:\\d+: this is no baseline: .*");
  }

  @Test
  void theLineIsThatOfTheMistake() {
    String json = BaselineJson.write(Baseline.NONE.with(plan("V7", statement(RENAME, BREAKS))));

    assertThatThrownBy(() -> BaselineJson.read("b.json", json.replace("\"code\"", "\"cod\"")))
        .hasMessageStartingWith("b.json:8:3: this is no baseline: Missing creator property 'code'");
    assertThatThrownBy(() -> BaselineJson.read("b.json", json.replace("\"message\"", "<<<<<<<")))
        .hasMessageStartingWith("b.json:7:");
  }

  @Test
  void aLaterFormatIsRefused() {
    assertThatThrownBy(() -> BaselineJson.read("b.json", "{\"format\":2,\"findings\":[]}"))
        .hasMessage("b.json is a baseline in format 2; this release reads format 1");
  }

  private static Finding scan(String time) {
    return new Finding(
        "LOCK-SCAN",
        Severity.HAZARD,
        "Reads every row of orders: writes wait for " + time + ".",
        "");
  }

  private static Finding only(Plan plan) {
    return plan.statements().getFirst().findings().getFirst();
  }

  private record Written(String text, List<Finding> findings) {}

  private static Written statement(String text, Finding... findings) {
    return new Written(text, List.of(findings));
  }

  private static Plan plan(String name, Written... statements) {
    return plan(name, 1, statements);
  }

  private static Plan plan(String name, int line, Written... statements) {
    Plan plan = TestPlans.plan(name);
    StatementPlan any = plan.statements().getFirst();
    return plan.withStatements(
        List.of(statements).stream()
            .map(
                s ->
                    new StatementPlan(
                        s.text(),
                        line,
                        1,
                        any.asWritten(),
                        any.strategy(),
                        any.steps(),
                        s.findings(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
            .toList());
  }
}
