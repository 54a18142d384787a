package dev.instar.migrator.journal;

import dev.instar.migrator.schema.TableName;
import java.util.Objects;

/**
 * What this room and the runner need to know of a rebuild; the rest belongs to the shadow's room.
 *
 * @param stepId the rebuild's step
 * @param source the table that is rebuilt, by the name that applications use
 * @param sourceOid the table that had this name when the shadow was made: after the swap, the
 *     retained one
 * @param shadowSchema where the new shape is made; empty after the swap
 * @param retainedSchema where the swap puts the old shape, alone
 * @param swapped whether the new shape is live
 */
public record ShadowRow(
    String stepId,
    TableName source,
    long sourceOid,
    String shadowSchema,
    String retainedSchema,
    boolean swapped) {
  public ShadowRow {
    Objects.requireNonNull(stepId, "stepId");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(shadowSchema, "shadowSchema");
    Objects.requireNonNull(retainedSchema, "retainedSchema");
  }
}
