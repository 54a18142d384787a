package dev.instar.migrator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of an earlier plan would be another one today, for the same script and schema. How large
 * tables are decides some steps, and so do names that are taken elsewhere. Pure.
 */
public final class PlanChanges {
  private PlanChanges() {}

  /**
   * In words, a statement each; nothing where the same would be done. Estimates and wording may
   * differ, and hazards may be gone.
   */
  public static List<String> between(Plan earlier, Plan now) {
    if (earlier.statements().size() != now.statements().size()) {
      return List.of("its script has other statements");
    }
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < now.statements().size(); i++) {
      StatementPlan before = earlier.statements().get(i);
      StatementPlan after = now.statements().get(i);
      String statement = "statement %d (line %d) ".formatted(i + 1, after.line());
      if (!before.text().equals(after.text())) {
        changes.add(statement + "is another one in its script");
      } else if (after.refusal().isPresent() && before.refusal().isEmpty()) {
        changes.add(statement + "is refused now: " + after.refusal().get().reason());
      } else if (!doing(before).equals(doing(after))) {
        changes.add(statement + "has other steps now: " + firstDifference(before, after));
      } else {
        hazards(after)
            .filter(code -> hazards(before).noneMatch(code::equals))
            .forEach(code -> changes.add(statement + "has the hazard " + code + " now"));
      }
    }
    return changes;
  }

  private static String firstDifference(StatementPlan before, StatementPlan after) {
    int same = 0;
    while (same < Math.min(before.steps().size(), after.steps().size())
        && doing(before).get(same).equals(doing(after).get(same))) {
      same++;
    }
    String was = told(before, same);
    String is = told(after, same);
    return was.equals(is)
        ? "step %s, '%s', differs".formatted(after.steps().get(same).id(), is)
        : "%s instead of %s".formatted(is, was);
  }

  private static String told(StatementPlan statement, int step) {
    return step < statement.steps().size()
        ? "'" + statement.steps().get(step).title() + "'"
        : "no more step";
  }

  /** What is run and taken back, without what is said of it. */
  private record Doing(String id, Phase phase, StepAction action, Undo undo) {}

  private static List<Doing> doing(StatementPlan statement) {
    return statement.steps().stream()
        .map(step -> new Doing(step.id(), step.phase(), step.action(), step.undo()))
        .toList();
  }

  /** Those that stop a migration unless they are accepted. */
  private static Stream<String> hazards(StatementPlan statement) {
    return statement.findings().stream()
        .filter(finding -> finding.severity() == Finding.Severity.HAZARD && finding.remains())
        .map(Finding::code)
        .distinct();
  }
}
