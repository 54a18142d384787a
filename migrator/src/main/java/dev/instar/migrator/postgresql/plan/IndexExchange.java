package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;

/**
 * An index in another's place: it is built under a passing name, the old one is dropped, and the
 * new one gets its name. Queries have one of them at any time, and nobody waits.
 */
final class IndexExchange {
  private IndexExchange() {}

  /**
   * Changes the step that builds the index.
   *
   * @param index its name, and the old one's
   * @param old what is there
   */
  static void in(StatementDraft draft, TableName index, Index old) {
    draft.change(
        steps -> {
          List<StepDraft> changed = new ArrayList<>();
          for (StepDraft step : steps) {
            if (step.action() instanceof StepAction.BuildIndex build
                && build.index().equals(index.name())) {
              changed.addAll(exchange(draft, index, old, step, build));
            } else {
              changed.add(step);
            }
          }
          return changed;
        });
  }

  private static List<StepDraft> exchange(
      StatementDraft draft,
      TableName index,
      Index old,
      StepDraft step,
      StepAction.BuildIndex build) {
    String name = Identifiers.quote(index.name());
    String passing = ObjectNames.passing(draft.schema(), index, "", "anew");
    TableName beside = new TableName(index.schema(), passing);
    String statement = build.statement();
    int at = statement.indexOf(name);
    String built =
        statement.substring(0, at)
            + Identifiers.quote(passing)
            + statement.substring(at + name.length());
    Undo undo =
        old.definition().isEmpty()
            ? new Undo.Impossible("the index was made by this file")
            : new Undo.Autonomous(old.definition().replaceFirst(" INDEX ", " INDEX CONCURRENTLY "));
    return List.of(
        step.in(
                Phase.MIGRATE,
                "CONCURRENTLY lets reads and writes through; it takes the name later.")
            .as(
                "Build index " + passing + " beside " + index.name(),
                new StepAction.BuildIndex(build.table(), passing, built))
            .undo(new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS " + beside.quoted())),
        StepDraft.of(
                Phase.MIGRATE,
                "Drop the index " + index.name() + " of before",
                new StepAction.DropIndex(
                    index, "DROP INDEX CONCURRENTLY IF EXISTS " + index.quoted()),
                "CONCURRENTLY lets reads and writes through; they have the new one.")
            .lock(build.table(), LockMode.SHARE_UPDATE_EXCLUSIVE)
            .lock(index, LockMode.SHARE_UPDATE_EXCLUSIVE)
            .undo(undo),
        StepDraft.execute(
                Phase.MIGRATE,
                "Rename index " + passing + " to " + index.name(),
                "ALTER INDEX locks the index alone, and lets reads and writes through.",
                "ALTER INDEX " + beside.quoted() + " RENAME TO " + name)
            .lock(beside, LockMode.SHARE_UPDATE_EXCLUSIVE)
            .undo("ALTER INDEX " + index.quoted() + " RENAME TO " + Identifiers.quote(passing)));
  }
}
