package dev.instar.engine.define.alter;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.TableConstraint;

/**
 * When an action is done: all actions of an earlier pass before those of a later one, in the order
 * in which they are written within a pass. As PostgreSQL's AlterTablePass, so that {@code ADD
 * COLUMN b …, ADD CHECK (b > 0), DROP COLUMN a} does what it does there.
 */
enum Pass {
  DROP,
  ALTER_TYPE,
  ADD_COLUMN,
  SET_EXPRESSION,
  ADD_CONSTRAINT,
  COLUMN_ATTRIBUTES,
  ADD_INDEX_CONSTRAINT,
  ADD_OTHER_CONSTRAINT,
  MISCELLANEOUS;

  static Pass of(AlterTableAction action) {
    return switch (action) {
      case AlterTableAction.DropColumn a -> DROP;
      case AlterTableAction.DropConstraint a -> DROP;
      case AlterTableAction.DropNotNull a -> DROP;
      case AlterTableAction.DropExpression a -> DROP;
      case AlterTableAction.DropIdentity a -> DROP;
      case AlterTableAction.DropDefault a -> DROP;
      case AlterTableAction.AlterColumnType a -> ALTER_TYPE;
      case AlterTableAction.AddColumn a -> ADD_COLUMN;
      case AlterTableAction.SetExpression a -> SET_EXPRESSION;
      case AlterTableAction.AddConstraint a -> of(a.constraint());
      case AlterTableAction.SetNotNull a -> COLUMN_ATTRIBUTES;
      case AlterTableAction.SetDefault a -> ADD_OTHER_CONSTRAINT;
      case AlterTableAction.AddIdentity a -> ADD_OTHER_CONSTRAINT;
      case AlterTableAction.SetIdentity a -> MISCELLANEOUS;
      case AlterTableAction.SetStatistics a -> MISCELLANEOUS;
      case AlterTableAction.SetColumnOptions a -> MISCELLANEOUS;
      case AlterTableAction.SetStorage a -> MISCELLANEOUS;
      case AlterTableAction.SetCompression a -> MISCELLANEOUS;
      case AlterTableAction.AlterConstraint a -> MISCELLANEOUS;
      case AlterTableAction.ValidateConstraint a -> MISCELLANEOUS;
      case AlterTableAction.OwnerTo a -> MISCELLANEOUS;
      case AlterTableAction.SetTableOptions a -> MISCELLANEOUS;
      case AlterTableAction.ReplicaIdentity a -> MISCELLANEOUS;
      case AlterTableAction.SwitchTrigger a -> MISCELLANEOUS;
      case AlterTableAction.RowSecurity a -> MISCELLANEOUS;
      case AlterTableAction.ClusterOn a -> MISCELLANEOUS;
      case AlterTableAction.SetPersistence a -> MISCELLANEOUS;
      case AlterTableAction.SetTablespace a -> MISCELLANEOUS;
      case AlterTableAction.SetAccessMethod a -> MISCELLANEOUS;
      case AlterTableAction.Inherit a -> MISCELLANEOUS;
      case AlterTableAction.AttachPartition a -> MISCELLANEOUS;
      case AlterTableAction.DetachPartition a -> MISCELLANEOUS;
    };
  }

  static Pass of(TableConstraint constraint) {
    return switch (constraint) {
      case TableConstraint.Check c -> ADD_CONSTRAINT;
      case TableConstraint.NotNull c -> COLUMN_ATTRIBUTES;
      case TableConstraint.Unique c -> ADD_INDEX_CONSTRAINT;
      case TableConstraint.UniqueUsingIndex c -> ADD_INDEX_CONSTRAINT;
      case TableConstraint.ForeignKey c -> ADD_OTHER_CONSTRAINT;
      case TableConstraint.Exclude c -> ADD_INDEX_CONSTRAINT;
    };
  }
}
