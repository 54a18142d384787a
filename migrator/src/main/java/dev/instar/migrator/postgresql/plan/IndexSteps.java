package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;

/** The steps that build and drop indexes without stopping writers. */
final class IndexSteps {
  private IndexSteps() {}

  static StepDraft build(StatementDraft draft, TableName table, String index, String statement) {
    draft.find(FindingCode.CONCURRENT_WAITS, index);
    TableName name = new TableName(table.schema(), index);
    return StepDraft.of(
            Phase.EXPAND,
            "Build index " + index,
            new StepAction.BuildIndex(table, index, statement),
            "CONCURRENTLY lets reads and writes through.")
        .lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE)
        .work(Work.INDEX_BUILD, draft.estimates().onlineIndexBuild(draft.table(table).size()))
        .precondition("no transaction older than the build stays open")
        .undo(new Undo.Autonomous("DROP INDEX CONCURRENTLY IF EXISTS " + name.quoted()));
  }
}
