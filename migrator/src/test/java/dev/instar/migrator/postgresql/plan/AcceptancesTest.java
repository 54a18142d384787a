package dev.instar.migrator.postgresql.plan;

import static dev.instar.migrator.postgresql.plan.TestSchemas.orders;
import static dev.instar.migrator.postgresql.plan.TestSchemas.postgresql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Finding.Severity;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptancesTest {
  private static final String RENAME = "ALTER TABLE orders RENAME COLUMN note TO remark";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- instar:accept RENAME-BREAKS since v41\n%s;",
        "--instar:accept RENAME-BREAKS since v41\r\n%s;\r\n",
        "-- instar: accept RENAME-BREAKS since v41\n%s;",
        "/* instar:accept RENAME-BREAKS since v41 */ %s;",
        "/* instar:accept RENAME-BREAKS since v41 */\n\n\n-- and more\n%s",
        "/*\n * Why\n * instar:accept RENAME-BREAKS since\n *   v41\n */\n%s;",
        "%s; -- instar:accept RENAME-BREAKS since v41",
        "%s /* instar:accept RENAME-BREAKS since v41 */;",
        "%s -- instar:accept RENAME-BREAKS since v41\n;",
        "%s; /* for you */ /* instar:accept RENAME-BREAKS since v41 */ -- ;",
        "%s\n-- ; \n-- instar:accept RENAME-BREAKS since v41\n;",
        "-- instar:accept-file RENAME-BREAKS since v41\n\n%s;",
        "-- Renames.\n\n-- instar:accept-file RENAME-BREAKS since v41\nBEGIN; %s; COMMIT;",
        "BEGIN;\n-- instar:accept RENAME-BREAKS since v41\n%s;\nCOMMIT;",
        "BEGIN; /* instar:accept RENAME-BREAKS since v41 */ %s; COMMIT;",
        "/* instar:accept RENAME-BREAKS since /* nested */ v41 */ %s",
      })
  void aCommentAccepts(String script) {
    assertThat(findings(plan(script.formatted(RENAME)), "RENAME-BREAKS"))
        .extracting(Finding::accepted)
        .containsExactly(Optional.of("since v41"));
    assertThat(findings(plan(script.formatted(RENAME)), "ACCEPT-UNUSED")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s;",
        "ALTER TABLE orders ALTER note SET DEFAULT '-- instar:accept RENAME-BREAKS no\n'; %s",
        "ALTER TABLE orders ALTER note SET DEFAULT $$\n-- instar:accept RENAME-BREAKS no\n$$; %s",
        "ALTER TABLE orders ADD COLUMN \"-- instar:accept RENAME-BREAKS no\" int; %s",
        "/* /* instar:accept RENAME-BREAKS no */ */ %s",
        "/*\n/*\ninstar:accept RENAME-BREAKS no\n*/\n*/ %s",
        "/*\n-- instar:accept RENAME-BREAKS no\n*/ %s",
        "-- -- instar:accept RENAME-BREAKS no\n%s",
        "-- see instar:accept RENAME-BREAKS no\n%s",
        "-- instar: RENAME-BREAKS no\n%s",
      })
  void whatOnlyLooksLikeOneAcceptsNothing(String script) {
    Plan plan = plan(script.formatted(RENAME));

    assertThat(findings(plan, "RENAME-BREAKS"))
        .extracting(Finding::accepted)
        .containsExactly(Optional.empty());
    assertThat(findings(plan, "ACCEPT-UNUSED")).isEmpty();
  }

  @Test
  void itAcceptsOnItsOwnStatementAlone() {
    String two =
        """
        -- instar:accept RENAME-BREAKS the first
        ALTER TABLE orders RENAME COLUMN note TO remark; ALTER TABLE orders RENAME total TO sum;
        ALTER TABLE orders RENAME COLUMN sum TO amount; -- instar:accept RENAME-BREAKS the third
        ALTER TABLE orders RENAME COLUMN remark TO note;
        /* instar:accept RENAME-BREAKS the fifth */ ALTER TABLE orders RENAME amount TO total;
        """;

    assertThat(findings(plan(two), "RENAME-BREAKS"))
        .extracting(f -> f.accepted().orElse(""))
        .containsExactly("the first", "", "the third", "", "the fifth");
  }

  @Test
  void betweenActionsItAcceptsOnTheWholeStatement() {
    Plan plan =
        plan(
            """
            ALTER TABLE orders
              ALTER COLUMN id TYPE bigint, -- instar:accept LOCK-REWRITE,NO-WAY-BACK tried on a copy
              /* instar:accept DROP-COLUMN-BREAKS, CACHED-PLAN never
                 used */
              DROP COLUMN note;
            """);

    assertThat(plan.statements().getFirst().findings())
        .filteredOn(f -> f.accepted().isPresent())
        .extracting(Finding::code, f -> f.accepted().orElseThrow())
        .containsExactlyInAnyOrder(
            tuple("LOCK-REWRITE", "tried on a copy"),
            tuple("NO-WAY-BACK", "tried on a copy"),
            tuple("DROP-COLUMN-BREAKS", "never used"),
            tuple("CACHED-PLAN", "never used"));
  }

  @Test
  void ofTwoReasonsTheOneOfTheStatementStands() {
    String script =
        "-- instar:accept-file RENAME-BREAKS of the file\n\n"
            + "ALTER TABLE orders RENAME total TO sum;\n-- instar:accept RENAME-BREAKS its own\n"
            + RENAME;

    assertThat(findings(plan(script), "RENAME-BREAKS"))
        .extracting(f -> f.accepted().orElseThrow())
        .containsExactly("of the file", "its own");
    assertThat(findings(plan(script), "ACCEPT-UNUSED")).isEmpty();
  }

  @Test
  void aFindingKeepsItsSeverity() {
    assertThat(findings(plan("-- instar:accept RENAME-BREAKS why\n" + RENAME), "RENAME-BREAKS"))
        .extracting(Finding::severity)
        .containsExactly(Severity.HAZARD);
  }

  @Test
  void whatAcceptsNothingIsAFindingWithItsPlace() {
    Plan plan =
        plan(
            "-- instar:accept-file FK-NO-INDEX x\n"
                + "  -- instar:accept RENAME-BREAKS,LOCK-SCAN x\nBEGIN;\n"
                + RENAME
                + ";\nCOMMIT;\n\n-- instar:accept RENAME-BREAKS x\n");

    assertThat(plan.statements().get(0).findings())
        .filteredOn(f -> f.code().equals("ACCEPT-UNUSED"))
        .extracting(Finding::severity, Finding::message, f -> f.place().orElseThrow())
        .containsExactly(
            tuple(Severity.INFO, unused("RENAME-BREAKS"), new Place(2, 6, 2, 19)),
            tuple(Severity.INFO, unused("LOCK-SCAN"), new Place(2, 6, 2, 19)),
            tuple(Severity.INFO, unused("FK-NO-INDEX"), new Place(1, 4, 1, 22)));
    assertThat(plan.statements().get(2).findings())
        .filteredOn(f -> f.code().equals("ACCEPT-UNUSED"))
        .extracting(f -> f.place().orElseThrow().line())
        .containsExactly(7);
  }

  @Test
  void nothingIsUnusedOnAStatementThatIsRefused() {
    StatementPlan refused =
        plan("-- instar:accept NO-WAY-BACK x\n"
                + "ALTER TABLE orders ALTER id TYPE bigint USING random();")
            .statements()
            .getFirst();

    assertThat(refused.refusal()).isPresent();
    assertThat(refused.findings()).extracting(Finding::code).doesNotContain("ACCEPT-UNUSED");
  }

  @Test
  void theCommandLinesWordIsKept() {
    Plan plan =
        plan(
            "-- instar:accept RENAME-BREAKS why\n" + RENAME,
            new PlanOptions(Set.of("RENAME-BREAKS")));

    assertThat(findings(plan, "RENAME-BREAKS"))
        .extracting(Finding::accepted)
        .containsExactly(Optional.of("--accept"));
    assertThat(findings(plan, "ACCEPT-UNUSED")).isEmpty();
  }

  @Test
  void withoutAReasonItIsAnError() {
    assertError(
        "\n  -- instar:accept RENAME-BREAKS\n" + RENAME,
        "V1.sql:2:6: instar:accept RENAME-BREAKS says no reason",
        "-- instar:accept RENAME-BREAKS the old name");
    assertError(
        "/*\n * instar:accept-file RENAME-BREAKS,LOCK-SCAN\n *\n */" + RENAME,
        "V1.sql:2:4: instar:accept-file RENAME-BREAKS,LOCK-SCAN says no reason",
        "");
    assertError(RENAME + "; -- instar:accept", "V1.sql:1:53: instar:accept names no finding", "");
  }

  @Test
  void aCodeThatThereIsNotIsAnErrorWithThoseThatAreLikeIt() {
    assertError(
        "-- 🙂\n/* instar:accept LOCK-SCAN,RENAME-BRAKES x */" + RENAME,
        "V1.sql:2:28: there is no finding with the code RENAME-BRAKES",
        "Did you mean RENAME-BREAKS?");
    assertError(
        "-- instar:accept rename-breaks x\n" + RENAME,
        "V1.sql:1:18: ",
        "Did you mean RENAME-BREAKS?");
    assertError(
        "-- instar:accept LOCK x\n" + RENAME,
        "V1.sql:1:18: ",
        "Did you mean LOCK-KEPT or LOCK-SCAN or ");
    assertError("-- instar:accept QUUX x\n" + RENAME, "V1.sql:1:18: ", "`instar plan` prints");
  }

  @Test
  void aCommentOfOursThatIsNotKnownIsAnError() {
    assertError(
        "-- instar:acept RENAME-BREAKS x\n" + RENAME,
        "V1.sql:1:4: a comment instar:acept is not known",
        "instar:accept-file");
  }

  @Test
  void theFileIsSpokenOfAtItsBeginning() {
    assertError(
        RENAME + ";\n-- instar:accept-file RENAME-BREAKS x\n",
        "V1.sql:2:4: instar:accept-file stands behind a statement",
        "");
  }

  private static String unused(String code) {
    return "This comment accepts " + code + ", and there is no such finding here.";
  }

  private static List<Finding> findings(Plan plan, String code) {
    return plan.statements().stream()
        .flatMap(s -> s.findings().stream())
        .filter(f -> f.code().equals(code))
        .toList();
  }

  private static void assertError(String script, String message, String advice) {
    assertThatThrownBy(() -> plan(script))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e.getMessage()).startsWith(message);
              assertThat(e.advice()).contains(advice);
            });
  }

  private static Plan plan(String script) {
    return plan(script, PlanOptions.DEFAULT);
  }

  private static Plan plan(String script, PlanOptions options) {
    return PostgresPlanner.plan(
        "V1.sql", script, TestSchemas.with(orders()), postgresql(17), options);
  }
}
