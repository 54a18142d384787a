package dev.instar.migrator.report;

import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.schema.Identifiers;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a step does, as SQL for a reader; what is no SQL is said in its comments. */
public final class StepSql {
  private StepSql() {}

  /** Lines of SQL, each statement with its semicolon. */
  public static String of(StepAction action) {
    return switch (action) {
      case StepAction.Execute execute -> statements(execute.statements());
      case StepAction.BuildIndex build -> build.statement() + ";";
      case StepAction.Autonomous autonomous -> autonomous.statement() + ";";
      case StepAction.DropIndex drop -> drop.statement() + ";";
      case StepAction.Backfill backfill ->
          "-- in batches, each in a transaction of its own\n"
              + "UPDATE "
              + backfill.table().quoted()
              + "\n  SET "
              + new TreeMap<>(backfill.assignments())
                  .entrySet().stream()
                      .map(set -> Identifiers.quote(set.getKey()) + " = " + set.getValue())
                      .collect(Collectors.joining(", "))
              + "\n  WHERE "
              + backfill.predicate()
              + ";";
      case StepAction.BatchedWrite write ->
          "-- in batches by key, each in a transaction of its own\n" + write.statement() + ";";
      case StepAction.DetachPartition detach -> detach.statement() + ";";
      case StepAction.Rebuild rebuild ->
          "-- on an empty copy of the table, which is then filled, kept in step and swapped in\n"
              + "ALTER TABLE "
              + rebuild.source().quoted()
              + "\n  "
              + String.join(",\n  ", rebuild.actions())
              + ";";
      case StepAction.Analyze analyze ->
          "ANALYZE "
              + analyze.table().quoted()
              + (analyze.columns().isEmpty()
                  ? ""
                  : " (" + String.join(", ", analyze.columns()) + ")")
              + ";";
      case StepAction.DropRetained drop ->
          "-- drops the table that step " + drop.rebuildStep() + " left of " + drop.table();
    };
  }

  private static String statements(List<String> statements) {
    return statements.stream().map(s -> s + ";").collect(Collectors.joining("\n"));
  }
}
