package dev.instar.migrator.plan;

import dev.instar.migrator.schema.TableName;
import java.util.Objects;

/** One lock a statement takes on one relation. */
public record LockClaim(TableName relation, LockMode mode) {
  public LockClaim {
    Objects.requireNonNull(relation, "relation");
    Objects.requireNonNull(mode, "mode");
  }
}
