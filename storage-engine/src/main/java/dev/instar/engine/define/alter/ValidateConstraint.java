package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.AlterTableAction;

/** VALIDATE CONSTRAINT: all rows are looked at while others read and write the table. */
final class ValidateConstraint {
  private ValidateConstraint() {}

  static void apply(AlterTableAction.ValidateConstraint action, TableWork work) {
    Constraint constraint =
        DropConstraint.find(action.constraint(), work)
            .orElseThrow(() -> DropConstraint.missing(action.constraint(), work.table()));
    switch (constraint) {
      case Constraint.Check check -> {
        if (!check.validated()) {
          work.require(check);
          work.context().edits().put(check.withValidated(true));
        }
      }
      case Constraint.ForeignKey key -> {
        if (!key.validated()) {
          work.context().lock(key.referenced(), LockMode.ROW_SHARE);
          work.require(key);
          work.context().edits().put(key.withValidated(true));
        }
      }
      case Constraint.Unique unique ->
          throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE,
              "constraint \"%s\" of relation \"%s\" is not a foreign key or check constraint"
                  .formatted(unique.name(), work.table().name()));
    }
  }
}
