package dev.instar.migrator.plan.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;

/** The names of sealed types in JSON. Part of the format: never renamed. */
final class Kinds {
  private Kinds() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = StepAction.Execute.class, name = "execute"),
    @JsonSubTypes.Type(value = StepAction.BuildIndex.class, name = "build-index"),
    @JsonSubTypes.Type(value = StepAction.DropIndex.class, name = "drop-index"),
    @JsonSubTypes.Type(value = StepAction.Backfill.class, name = "backfill"),
    @JsonSubTypes.Type(value = StepAction.BatchedWrite.class, name = "batched-write"),
    @JsonSubTypes.Type(value = StepAction.DetachPartition.class, name = "detach-partition"),
    @JsonSubTypes.Type(value = StepAction.Rebuild.class, name = "rebuild"),
    @JsonSubTypes.Type(value = StepAction.Autonomous.class, name = "autonomous"),
    @JsonSubTypes.Type(value = StepAction.Analyze.class, name = "analyze"),
    @JsonSubTypes.Type(value = StepAction.DropRetained.class, name = "drop-retained"),
  })
  interface OfAction {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Undo.Sql.class, name = "sql"),
    @JsonSubTypes.Type(value = Undo.Autonomous.class, name = "autonomous"),
    @JsonSubTypes.Type(value = Undo.DropShadow.class, name = "drop-shadow"),
    @JsonSubTypes.Type(value = Undo.Nothing.class, name = "nothing"),
    @JsonSubTypes.Type(value = Undo.Impossible.class, name = "impossible"),
  })
  interface OfUndo {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Evidence.Tried.class, name = "tried"),
    @JsonSubTypes.Type(value = Evidence.Explained.class, name = "explained"),
    @JsonSubTypes.Type(value = Evidence.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Evidence.NotTaken.class, name = "not-taken"),
  })
  interface OfEvidence {}
}
