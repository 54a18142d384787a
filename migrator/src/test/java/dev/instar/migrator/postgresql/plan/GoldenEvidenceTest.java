package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * For every statement form, what a server does on empty copies is what the rules say, and would not
 * be what any wrong rule says; asking leaves the database as it was.
 */
class GoldenEvidenceTest {
  private static final Set<String> CLAIMING_NOTHING =
      Set.of(
          FindingCode.FAILS_AS_WRITTEN.code(),
          FindingCode.OPAQUE_STATEMENT.code(),
          FindingCode.CASCADE_DROPS.code());

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

  /** What the engine cannot make is none of its statements. */
  @TestFactory
  @Tag("wide")
  List<DynamicTest> onTheBundledEngine() throws Exception {
    PostgresServer engine = PostgresServer.builder(PostgresVersion.V17).bundled().start();
    List<DynamicTest> tests =
        on(
            new Workbench(engine),
            (bench, scenario) -> {
              if (canBeMade(bench, scenario)) {
                serverAgrees(bench, scenario);
              }
            });
    tests.add(DynamicTest.dynamicTest("the engine is closed", engine::close));
    return tests;
  }

  private static boolean canBeMade(Workbench bench, Scenario scenario) throws SQLException {
    try {
      bench.prepare(scenario);
      return true;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains(" is not supported");
      return false;
    }
  }

  private static List<DynamicTest> on(PostgresVersion version) throws Exception {
    return on(
        new Workbench(version),
        (bench, scenario) -> {
          bench.prepare(scenario);
          serverAgrees(bench, scenario);
        });
  }

  private interface Check {
    void of(Workbench bench, Scenario scenario) throws Exception;
  }

  private static List<DynamicTest> on(Workbench bench, Check check) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Scenario scenario : StatementForms.on(bench.version(), Scenario.all())) {
      tests.add(
          DynamicTest.dynamicTest(
              scenario + " (" + bench.version() + ")", () -> check.of(bench, scenario)));
    }
    tests.add(DynamicTest.dynamicTest("the database is dropped", bench::close));
    return tests;
  }

  private static void serverAgrees(Workbench bench, Scenario scenario) throws Exception {
    List<String> before = CatalogDump.of(bench.database());
    Plan plan = bench.planWithEvidence(scenario);
    for (StatementPlan statement : plan.statements()) {
      assertThat(disagrees(statement))
          .as("%s: %s", statement.text(), statement.evidence())
          .isFalse();
      wrongRulesAreFound(statement);
    }
    assertThat(CatalogDump.of(bench.database())).isEqualTo(before);
  }

  private static boolean disagrees(StatementPlan plan) {
    return plan.findings().stream()
        .anyMatch(f -> f.code().equals(FindingCode.EVIDENCE_DISAGREES.code()));
  }

  /** What is seen of a statement that runs is held against every rule that differs a little. */
  private static void wrongRulesAreFound(StatementPlan plan) {
    boolean claimsNothing =
        plan.findings().stream().map(Finding::code).anyMatch(CLAIMING_NOTHING::contains);
    if (claimsNothing || !(plan.evidence().orElse(null) instanceof Evidence.Tried tried)) {
      return;
    }
    for (Effect wrong : wrong(plan.asWritten(), tried)) {
      StatementPlan planted =
          new StatementPlan(
              plan.text(),
              plan.line(),
              plan.column(),
              wrong,
              plan.strategy(),
              plan.steps(),
              plan.findings(),
              plan.deployment(),
              Optional.empty(),
              plan.refusal());
      assertThat(disagrees(Disagreements.tell(planted, tried, PlanOptions.DEFAULT)))
          .as("%s by the rule %s, seen %s", plan.text(), wrong, tried)
          .isTrue();
    }
  }

  private static List<Effect> wrong(Effect right, Evidence.Tried tried) {
    List<Effect> wrong = new ArrayList<>();
    for (Work work : Work.values()) {
      if (work != right.work()) {
        wrong.add(effect(right.locks(), work));
      }
    }
    for (LockClaim claim : tried.locks()) {
      List<LockClaim> others = new ArrayList<>(right.locks());
      others.remove(claim);
      wrong.add(effect(others, right.work()));
      for (LockMode mode : LockMode.values()) {
        if (mode != claim.mode()) {
          List<LockClaim> changed = new ArrayList<>(others);
          changed.add(new LockClaim(claim.relation(), mode));
          wrong.add(effect(changed, right.work()));
        }
      }
    }
    List<LockClaim> more = new ArrayList<>(right.locks());
    more.add(new LockClaim(new TableName("public", "nobody"), LockMode.ACCESS_SHARE));
    wrong.add(effect(more, right.work()));
    return wrong;
  }

  private static Effect effect(List<LockClaim> locks, Work work) {
    return new Effect(locks, work, Estimates.instant(), "", List.of());
  }
}
