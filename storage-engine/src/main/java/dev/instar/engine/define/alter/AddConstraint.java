package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Constraints;
import dev.instar.engine.sql.TableConstraint;

/** ADD CONSTRAINT: makes it, and notes what all rows must fulfil unless it is NOT VALID. */
final class AddConstraint {
  private AddConstraint() {}

  static void apply(TableConstraint constraint, TableWork work) {
    switch (constraint) {
      case TableConstraint.Check check -> {
        Constraint.Check made = Constraints.check(work.context(), work.table(), check);
        if (!check.notValid()) {
          work.require(made);
        }
      }
      case TableConstraint.Unique unique -> addKey(unique, work);
      case TableConstraint.UniqueUsingIndex unique -> KeyUsingIndex.apply(unique, work);
      case TableConstraint.ForeignKey key -> addForeignKey(key, !key.notValid(), work);
      case TableConstraint.NotNull other -> Constraints.make(work.context(), work.table(), other);
      case TableConstraint.Exclude other -> Constraints.make(work.context(), work.table(), other);
    }
  }

  private static void addKey(TableConstraint.Unique written, TableWork work) {
    Table before = work.table();
    Constraint.Unique made = Constraints.key(work.context(), before, written);
    work.build(made.index());
    if (made.primary()) {
      requireNotNull(before, made, work);
    }
  }

  /** Of a primary key's columns those that could be NULL until now. */
  static void requireNotNull(Table before, Constraint.Unique key, TableWork work) {
    for (int number : key.columns()) {
      Column column = before.column(number);
      if (!column.notNull()) {
        Nullability.prove(column, work);
      }
    }
  }

  static void addForeignKey(TableConstraint.ForeignKey written, boolean check, TableWork work) {
    Constraint.ForeignKey made = Constraints.foreignKey(work.context(), work.table(), written);
    if (check) {
      work.require(made);
    }
  }
}
