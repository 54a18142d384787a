package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** ALTER TABLE with its list of actions. Stateless. */
public final class AlterTables {
  private static final String TAG = "ALTER TABLE";

  private AlterTables() {}

  /**
   * Locks the table, does all actions, and checks or rewrites its rows once for all of them.
   *
   * @return the command tag
   * @throws SqlException 42P01, 42501, and whatever an action cannot do
   */
  public static String execute(
      Statement.AlterTable statement, String text, StatementContext context) {
    LockMode mode = AlterLocks.of(statement.actions());
    Optional<Relation> found = lock(statement.table(), mode, context);
    if (found.isEmpty()) {
      String name = "relation \"" + text(statement.table()) + "\"";
      if (!statement.ifExists()) {
        throw new SqlException(SqlState.UNDEFINED_TABLE, name + " does not exist");
      }
      Notices.missing(context, name);
      return TAG;
    }
    if (!(found.get() instanceof Table table)) {
      throw ActionNames.cannotBeDone(statement.actions().getFirst(), found.get());
    }
    TableWork work = new TableWork(context, table);
    for (AlterTableAction action : statement.actions()) {
      work.later(Pass.of(action), () -> apply(action, work));
    }
    work.run();
    return TAG;
  }

  private static Optional<Relation> lock(
      QualifiedName name, LockMode mode, StatementContext context) {
    if (RelationNames.system(name, context).isPresent()) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + name.name() + "\" is a system catalog");
    }
    // Whoever may not do it is told before they wait, and hold nobody else up.
    RelationNames.lookUp(name, context)
        .ifPresent(relation -> Privileges.requireOwner(context, relation));
    Optional<Relation> locked = RelationNames.lockIfThere(name, mode, context);
    locked.ifPresent(relation -> Privileges.requireOwner(context, relation));
    return locked;
  }

  private static String text(QualifiedName name) {
    return name.schema().map(schema -> schema + "." + name.name()).orElse(name.name());
  }

  private static void apply(AlterTableAction action, TableWork work) {
    switch (action) {
      case AlterTableAction.AddColumn a -> AddColumn.apply(a, work);
      case AlterTableAction.DropColumn a -> DropColumn.apply(a, work);
      case AlterTableAction.AlterColumnType a -> AlterType.apply(a, work);
      case AlterTableAction.SetDefault a -> ColumnDefaults.set(a, work);
      case AlterTableAction.DropDefault a -> ColumnDefaults.drop(a, work);
      case AlterTableAction.SetNotNull a -> Nullability.setNotNull(a, work);
      case AlterTableAction.DropNotNull a -> Nullability.dropNotNull(a, work);
      case AlterTableAction.SetExpression a -> GeneratedColumns.setExpression(a, work);
      case AlterTableAction.DropExpression a -> GeneratedColumns.dropExpression(a, work);
      case AlterTableAction.AddIdentity a -> IdentityColumns.add(a, work);
      case AlterTableAction.SetIdentity a -> IdentityColumns.set(a, work);
      case AlterTableAction.DropIdentity a -> IdentityColumns.drop(a, work);
      case AlterTableAction.SetStatistics a -> ColumnOptions.setStatistics(a, work);
      case AlterTableAction.SetColumnOptions a -> ColumnOptions.setOptions(a, work);
      case AlterTableAction.SetStorage a -> ColumnOptions.setStorage(a, work);
      case AlterTableAction.SetCompression a -> ColumnOptions.setCompression(a, work);
      case AlterTableAction.AddConstraint a -> AddConstraint.apply(a.constraint(), work);
      case AlterTableAction.AlterConstraint a -> AlterConstraint.apply(a, work);
      case AlterTableAction.ValidateConstraint a -> ValidateConstraint.apply(a, work);
      case AlterTableAction.DropConstraint a -> DropConstraint.apply(a, work);
      case AlterTableAction.OwnerTo a -> TableOwner.apply(a, work);
      case AlterTableAction.SetTableOptions a -> TableOptions.apply(a, work);
      case AlterTableAction.ReplicaIdentity a -> ReplicaIdentities.apply(a, work);
      case AlterTableAction.SetPersistence a -> TablePersistence.apply(a, work);
      case AlterTableAction.SetTablespace a -> AcceptedActions.tablespace(a);
      case AlterTableAction.SetAccessMethod a -> AcceptedActions.accessMethod(a);
      case AlterTableAction.ClusterOn a -> AcceptedActions.cluster(a);
      case AlterTableAction.SwitchTrigger a -> AcceptedActions.trigger(a, work);
      case AlterTableAction.RowSecurity a -> AcceptedActions.rowSecurity(a);
      case AlterTableAction.Inherit a -> throw SqlException.unsupported("INHERIT");
      case AlterTableAction.AttachPartition a -> throw SqlException.unsupported("ATTACH PARTITION");
      case AlterTableAction.DetachPartition a -> throw SqlException.unsupported("DETACH PARTITION");
    }
  }
}
