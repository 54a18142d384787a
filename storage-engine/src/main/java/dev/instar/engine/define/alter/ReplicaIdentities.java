package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.Table.ReplicaIdentity;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.AlterTableAction;
import java.util.Optional;

/** REPLICA IDENTITY: what the changelog tells of old rows. */
final class ReplicaIdentities {
  private ReplicaIdentities() {}

  static void apply(AlterTableAction.ReplicaIdentity action, TableWork work) {
    ReplicaIdentity identity =
        switch (action.identity()) {
          case "DEFAULT" -> ReplicaIdentity.DEFAULT;
          case "FULL" -> new ReplicaIdentity(ReplicaIdentity.Kind.FULL, 0);
          case "NOTHING" -> new ReplicaIdentity(ReplicaIdentity.Kind.NOTHING, 0);
          default ->
              new ReplicaIdentity(
                  ReplicaIdentity.Kind.INDEX, index(action.index().orElseThrow(), work).oid());
        };
    work.put(work.table().withIdentity(identity));
  }

  private static Index index(String name, TableWork work) {
    Table table = work.table();
    Optional<Index> found =
        work.context()
            .catalog()
            .relation(table.schema(), name)
            .filter(Index.class::isInstance)
            .map(Index.class::cast);
    if (found.isEmpty()) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT,
          "index \"%s\" for table \"%s\" does not exist".formatted(name, table.name()));
    }
    Index index = found.get();
    work.context().lock(index.oid(), LockMode.SHARE);
    if (index.table() != table.oid()) {
      throw unfit("\"%s\" is not an index for table \"%s\"".formatted(name, table.name()));
    }
    if (!index.unique()) {
      throw unfit("cannot use non-unique index \"" + name + "\" as replica identity");
    }
    if (isDeferrable(index, work)) {
      throw unusable("cannot use non-immediate index \"" + name + "\" as replica identity");
    }
    if (index.keys().stream().anyMatch(key -> key.column() == 0)) {
      throw unusable("cannot use expression index \"" + name + "\" as replica identity");
    }
    if (index.predicate().isPresent()) {
      throw unusable("cannot use partial index \"" + name + "\" as replica identity");
    }
    if (!index.valid()) {
      throw unusable("cannot use invalid index \"" + name + "\" as replica identity");
    }
    for (Index.Key key : index.keys()) {
      if (!table.column(key.column()).notNull()) {
        throw unfit(
            "index \"%s\" cannot be used as replica identity because column \"%s\" is nullable"
                .formatted(name, table.column(key.column()).name()));
      }
    }
    return index;
  }

  private static boolean isDeferrable(Index index, TableWork work) {
    return work.context().catalog().constraints(index.table()).stream()
        .anyMatch(
            constraint ->
                constraint instanceof Constraint.Unique key
                    && key.index() == index.oid()
                    && key.deferrable());
  }

  private static SqlException unfit(String message) {
    return new SqlException(SqlState.WRONG_OBJECT_TYPE, message);
  }

  private static SqlException unusable(String message) {
    return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, message);
  }
}
