package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A plan's data as stable text, for golden files. */
final class PlanDump {
  private PlanDump() {}

  static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    plan.statements().forEach(s -> statement(text, s));
    return text.toString();
  }

  private static void statement(StringBuilder text, StatementPlan plan) {
    line(text, "", plan.line() + ":" + plan.column() + " " + plan.text().replaceAll("\\s+", " "));
    line(
        text,
        "  ",
        "as written: "
            + locks(plan.asWritten().locks())
            + "; "
            + plan.asWritten().work()
            + "; "
            + estimate(plan.asWritten().estimate()));
    line(text, "    ", plan.asWritten().note());
    if (!plan.asWritten().forms().isEmpty()) {
      line(text, "    ", "forms: " + String.join(", ", plan.asWritten().forms()));
    }
    line(text, "  ", "strategy: " + plan.strategy());
    plan.refusal()
        .ifPresent(
            r -> {
              line(text, "  ", "refused: " + r.code() + ": " + r.reason());
              line(text, "    ", r.alternative());
            });
    plan.findings().forEach(f -> finding(text, f));
    plan.deployment().forEach(d -> line(text, "  ", "deploy: " + d));
    plan.steps().forEach(s -> step(text, s));
    text.append('\n');
  }

  private static void finding(StringBuilder text, Finding finding) {
    line(text, "  ", finding.severity() + " " + finding.code() + ": " + finding.message());
    if (!finding.advice().isEmpty()) {
      line(text, "    ", finding.advice());
    }
  }

  private static void step(StringBuilder text, Step step) {
    line(text, "  ", "step " + step.id() + " " + step.phase() + ": " + step.title());
    action(text, step.action());
    line(
        text,
        "      ",
        locks(step.locks()) + "; " + step.work() + "; " + estimate(step.estimate()));
    line(text, "      ", "undo: " + undo(step.undo()));
    line(text, "      ", "why: " + step.reason());
    if (!step.precondition().isEmpty()) {
      line(text, "      ", "needs: " + step.precondition());
    }
  }

  private static void action(StringBuilder text, StepAction action) {
    switch (action) {
      case StepAction.Execute a -> a.statements().forEach(s -> line(text, "      ", s + ";"));
      case StepAction.BuildIndex a -> line(text, "      ", a.statement() + ";");
      case StepAction.Autonomous a -> line(text, "      ", a.statement() + ";");
      case StepAction.DropIndex a -> line(text, "      ", a.statement() + ";");
      case StepAction.Backfill a ->
          line(
              text,
              "      ",
              "backfill "
                  + a.table()
                  + " "
                  + new TreeMap<>(a.assignments())
                  + " where "
                  + a.predicate());
      case StepAction.BatchedWrite a ->
          line(
              text,
              "      ",
              "along " + a.key() + ": " + a.statement().replaceAll("\\s+", " ") + ";");
      case StepAction.DetachPartition a -> line(text, "      ", a.statement() + ";");
      case StepAction.Rebuild a -> {
        line(text, "      ", "rebuild " + a.source());
        a.actions().forEach(s -> line(text, "        ", s));
        new TreeMap<>(a.using()).forEach((c, e) -> line(text, "        ", c + " = " + e));
      }
      case StepAction.Analyze a -> line(text, "      ", "analyze " + a.table() + " " + a.columns());
      case StepAction.DropRetained a ->
          line(text, "      ", "drop what " + a.rebuildStep() + " retained of " + a.table());
    }
  }

  private static String undo(Undo undo) {
    return switch (undo) {
      case Undo.Sql u -> String.join("; ", u.statements());
      case Undo.Autonomous u -> u.statement();
      case Undo.DropShadow u -> "drop the shadow";
      case Undo.Nothing u -> "nothing, " + u.reason();
      case Undo.Impossible u -> "impossible, " + u.reason();
    };
  }

  static String locks(List<LockClaim> claims) {
    return claims.isEmpty()
        ? "no lock"
        : claims.stream()
            .map(c -> c.mode().sql() + " on " + c.relation())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static String estimate(Estimate estimate) {
    return estimate
        .duration()
        .map(
            d -> String.format(Locale.ROOT, "%.1f s (%s)", d.toMillis() / 1000.0, estimate.basis()))
        .orElseGet(estimate::basis);
  }

  private static void line(StringBuilder text, String indent, String content) {
    text.append(indent).append(content).append('\n');
  }
}
