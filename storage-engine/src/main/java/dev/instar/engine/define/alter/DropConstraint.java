package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Drops;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.ObjectAddress;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import java.util.List;
import java.util.Optional;

/** DROP CONSTRAINT; of a foreign key the referenced table is locked too. */
final class DropConstraint {
  private DropConstraint() {}

  static void apply(AlterTableAction.DropConstraint action, TableWork work) {
    Optional<Constraint> found = find(action.constraint(), work);
    if (found.isEmpty()) {
      SqlException missing = missing(action.constraint(), work.table());
      if (!action.ifExists()) {
        throw missing;
      }
      Notices.tell(work.context(), missing.getMessage() + ", skipping");
      return;
    }
    Drops.drop(work.context(), List.of(ObjectAddress.of(found.get().oid())), action.cascade());
  }

  static Optional<Constraint> find(String name, TableWork work) {
    return work.context().catalog().constraints(work.table().oid()).stream()
        .filter(constraint -> constraint.name().equals(name))
        .findFirst();
  }

  static SqlException missing(String constraint, Table table) {
    return new SqlException(
        SqlState.UNDEFINED_OBJECT,
        "constraint \"%s\" of relation \"%s\" does not exist".formatted(constraint, table.name()));
  }
}
