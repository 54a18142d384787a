package dev.instar.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One action of ALTER TABLE. */
public sealed interface AlterTableAction {
  /** The action exactly as written, without the comma that follows. */
  String text();

  /** ADD [COLUMN] [IF NOT EXISTS] definition. */
  record AddColumn(boolean ifNotExists, ColumnDefinition column, String text)
      implements AlterTableAction {}

  /** DROP [COLUMN] [IF EXISTS] column [CASCADE | RESTRICT]. */
  record DropColumn(boolean ifExists, String column, boolean cascade, String text)
      implements AlterTableAction {}

  /** ALTER [COLUMN] column [SET DATA] TYPE type [COLLATE c] [USING expression]. */
  record AlterColumnType(
      String column,
      TypeName type,
      Optional<QualifiedName> collation,
      Optional<SqlFragment> using,
      String text)
      implements AlterTableAction {}

  /** ALTER [COLUMN] column SET DEFAULT expression. */
  record SetDefault(String column, SqlFragment expression, String text)
      implements AlterTableAction {}

  /** ALTER [COLUMN] column DROP DEFAULT. */
  record DropDefault(String column, String text) implements AlterTableAction {}

  /** ALTER [COLUMN] column SET NOT NULL. */
  record SetNotNull(String column, String text) implements AlterTableAction {}

  /** ALTER [COLUMN] column DROP NOT NULL. */
  record DropNotNull(String column, String text) implements AlterTableAction {}

  /** ALTER [COLUMN] column SET EXPRESSION AS (expression), PostgreSQL 17 and later. */
  record SetExpression(String column, SqlFragment expression, String text)
      implements AlterTableAction {}

  /** ALTER [COLUMN] column DROP EXPRESSION [IF EXISTS]. */
  record DropExpression(String column, boolean ifExists, String text) implements AlterTableAction {}

  /**
   * ALTER [COLUMN] column ADD GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(options)]; as text too.
   */
  record AddIdentity(
      String column,
      boolean always,
      Optional<String> options,
      List<SequenceOption> sequence,
      String text)
      implements AlterTableAction {
    public AddIdentity {
      sequence = List.copyOf(sequence);
    }
  }

  /** ALTER [COLUMN] column SET GENERATED … | SET sequence option | RESTART [WITH n]. */
  record SetIdentity(
      String column, Optional<Boolean> always, List<SequenceOption> sequence, String text)
      implements AlterTableAction {
    public SetIdentity {
      sequence = List.copyOf(sequence);
    }
  }

  /** ALTER [COLUMN] column DROP IDENTITY [IF EXISTS]. */
  record DropIdentity(String column, boolean ifExists, String text) implements AlterTableAction {}

  /** ALTER [COLUMN] column SET STATISTICS n. */
  record SetStatistics(String column, String target, String text) implements AlterTableAction {}

  /** ALTER [COLUMN] column SET (option = value, …) or RESET (option, …). */
  record SetColumnOptions(String column, Map<String, String> options, String text)
      implements AlterTableAction {
    public SetColumnOptions {
      options = Map.copyOf(options);
    }
  }

  /** ALTER [COLUMN] column SET STORAGE …. */
  record SetStorage(String column, String storage, String text) implements AlterTableAction {}

  /** ALTER [COLUMN] column SET COMPRESSION …. */
  record SetCompression(String column, String method, String text) implements AlterTableAction {}

  /** ADD table constraint. */
  record AddConstraint(TableConstraint constraint, String text) implements AlterTableAction {}

  /** ALTER CONSTRAINT name [NOT] DEFERRABLE … | [NOT] ENFORCED | [NO] INHERIT. */
  record AlterConstraint(String constraint, String text) implements AlterTableAction {}

  /** VALIDATE CONSTRAINT name. */
  record ValidateConstraint(String constraint, String text) implements AlterTableAction {}

  /** DROP CONSTRAINT [IF EXISTS] name [CASCADE | RESTRICT]. */
  record DropConstraint(boolean ifExists, String constraint, boolean cascade, String text)
      implements AlterTableAction {}

  /** OWNER TO role. */
  record OwnerTo(String role, String text) implements AlterTableAction {}

  /** SET (storage parameter, …) or RESET (…) of the table. */
  record SetTableOptions(Map<String, String> options, String text) implements AlterTableAction {
    public SetTableOptions {
      options = Map.copyOf(options);
    }
  }

  /** REPLICA IDENTITY DEFAULT | FULL | NOTHING | USING INDEX name. */
  record ReplicaIdentity(String identity, Optional<String> index, String text)
      implements AlterTableAction {}

  /** ENABLE | DISABLE [ALWAYS | REPLICA] TRIGGER name | ALL | USER. */
  record SwitchTrigger(String trigger, String text) implements AlterTableAction {}

  /** ENABLE | DISABLE | FORCE | NO FORCE ROW LEVEL SECURITY. */
  record RowSecurity(String mode, String text) implements AlterTableAction {}

  /** CLUSTER ON index, SET WITHOUT CLUSTER. */
  record ClusterOn(Optional<String> index, String text) implements AlterTableAction {}

  /** SET LOGGED | UNLOGGED. */
  record SetPersistence(boolean logged, String text) implements AlterTableAction {}

  /** SET TABLESPACE name. */
  record SetTablespace(String tablespace, String text) implements AlterTableAction {}

  /** SET ACCESS METHOD name. */
  record SetAccessMethod(String method, String text) implements AlterTableAction {}

  /** INHERIT parent or NO INHERIT parent. */
  record Inherit(boolean inherit, QualifiedName parent, String text) implements AlterTableAction {}

  /** ATTACH PARTITION name bound. */
  record AttachPartition(QualifiedName partition, String bound, String text)
      implements AlterTableAction {}

  /** DETACH PARTITION name [CONCURRENTLY | FINALIZE]. */
  record DetachPartition(QualifiedName partition, List<String> mode, String text)
      implements AlterTableAction {
    public DetachPartition {
      mode = List.copyOf(mode);
    }
  }
}
