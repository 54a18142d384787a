package dev.instar.engine.sql;

import dev.instar.engine.sql.Statement.RelationKind;
import java.util.Locale;

/**
 * What a statement is called, as PostgreSQL calls it when it is done ({@code CREATE TABLE}); the
 * count of rows that follows some tags is not part of it. Pure.
 */
public final class CommandTag {
  private CommandTag() {}

  /** The tag of a statement. */
  public static String of(Statement statement) {
    return switch (statement) {
      case Statement.AlterTable s -> "ALTER TABLE";
      case Statement.RenameRelation s -> alter(s.kind());
      case Statement.RenameColumn s -> "ALTER TABLE";
      case Statement.RenameConstraint s -> "ALTER TABLE";
      case Statement.SetSchema s -> alter(s.kind());
      case Statement.CreateIndex s -> "CREATE INDEX";
      case Statement.DropIndex s -> "DROP INDEX";
      case Statement.TransactionControl s -> s.kind().name();
      case Query s -> "SELECT";
      case Modification s -> of(s);
      case Definition s -> of(s);
      case Alteration s -> of(s);
      case Removal s -> of(s);
      case Privileges s -> of(s);
      case SessionCommand s -> of(s);
      case Cursor s -> of(s);
      case PreparedCommand s -> of(s);
      case Maintenance s -> of(s);
      case Outline s -> of(s);
    };
  }

  private static String alter(RelationKind kind) {
    return "ALTER " + words(kind);
  }

  private static String words(Enum<?> kind) {
    return kind.name().replace('_', ' ').toUpperCase(Locale.ROOT);
  }

  private static String of(Modification statement) {
    return switch (statement) {
      case Modification.Insert s -> "INSERT";
      case Modification.Update s -> "UPDATE";
      case Modification.Delete s -> "DELETE";
      case Modification.Truncate s -> "TRUNCATE TABLE";
      case Modification.CopyIn s -> "COPY";
      case Modification.CopyOut s -> "COPY";
    };
  }

  private static String of(Definition statement) {
    return switch (statement) {
      case Definition.CreateTable s -> "CREATE TABLE";
      case Definition.CreateTableAs s -> "CREATE TABLE AS";
      case Definition.CreateSchema s -> "CREATE SCHEMA";
      case Definition.CreateSequence s -> "CREATE SEQUENCE";
      case Definition.CreateView s -> "CREATE VIEW";
      case Definition.CreateEnum s -> "CREATE TYPE";
      case Definition.CreateDomain s -> "CREATE DOMAIN";
      case Definition.CreateDatabase s -> "CREATE DATABASE";
      case Definition.CreateRole s -> "CREATE ROLE";
      case Definition.CreateExtension s -> "CREATE EXTENSION";
      case Definition.CreatePublication s -> "CREATE PUBLICATION";
    };
  }

  private static String of(Alteration statement) {
    return switch (statement) {
      case Alteration.AlterSequence s -> "ALTER SEQUENCE";
      case Alteration.AddEnumValue s -> "ALTER TYPE";
      case Alteration.RenameEnumValue s -> "ALTER TYPE";
      case Alteration.AlterDomain s -> "ALTER DOMAIN";
      case Alteration.AlterDatabase s -> "ALTER DATABASE";
      case Alteration.AlterRole s -> "ALTER ROLE";
      case Alteration.AlterDefaults s ->
          s.role().isEmpty() && s.database().isPresent() ? "ALTER DATABASE" : "ALTER ROLE";
      case Alteration.AlterPublication s -> "ALTER PUBLICATION";
      case Alteration.AlterPublicationOptions s -> "ALTER PUBLICATION";
      case Alteration.Rename s -> "ALTER " + words(s.kind());
      case Alteration.ChangeOwner s -> "ALTER " + words(s.kind());
      case Alteration.MoveToSchema s -> "ALTER " + words(s.kind());
      case Alteration.Comment s -> "COMMENT";
    };
  }

  private static String of(Removal statement) {
    return switch (statement) {
      case Removal.DropObjects s -> "DROP " + words(s.kind());
      case Removal.DropDatabase s -> "DROP DATABASE";
      case Removal.DropRoles s -> "DROP ROLE";
    };
  }

  private static String of(Privileges statement) {
    return switch (statement) {
      case Privileges.Grant s -> "GRANT";
      case Privileges.Revoke s -> "REVOKE";
      case Privileges.GrantRoles s -> "GRANT ROLE";
      case Privileges.RevokeRoles s -> "REVOKE ROLE";
    };
  }

  private static String of(SessionCommand statement) {
    return switch (statement) {
      case SessionCommand.Set s -> "SET";
      case SessionCommand.Reset s -> "RESET";
      case SessionCommand.Show s -> "SHOW";
      case SessionCommand.SetTransaction s -> "SET";
      case SessionCommand.SetTransactionSnapshot s -> "SET";
      case SessionCommand.SetConstraints s -> "SET CONSTRAINTS";
      case SessionCommand.Savepoint s -> "SAVEPOINT";
      case SessionCommand.ReleaseSavepoint s -> "RELEASE";
      case SessionCommand.RollbackToSavepoint s -> "ROLLBACK";
      case SessionCommand.Do s -> "DO";
      case SessionCommand.Discard s ->
          s.kind() == SessionCommand.Discard.Kind.TEMPORARY
              ? "DISCARD TEMP"
              : "DISCARD " + s.kind();
    };
  }

  private static String of(Cursor statement) {
    return switch (statement) {
      case Cursor.Declare s -> "DECLARE CURSOR";
      case Cursor.Fetch s -> s.move() ? "MOVE" : "FETCH";
      case Cursor.Close s -> s.name().isEmpty() ? "CLOSE CURSOR ALL" : "CLOSE CURSOR";
    };
  }

  private static String of(PreparedCommand statement) {
    return switch (statement) {
      case PreparedCommand.Prepare s -> "PREPARE";
      case PreparedCommand.Execute s -> "EXECUTE";
      case PreparedCommand.Deallocate s -> s.name().isEmpty() ? "DEALLOCATE ALL" : "DEALLOCATE";
    };
  }

  private static String of(Outline statement) {
    return switch (statement) {
      case Outline.Opaque s -> s.tag();
      case Outline.CreateTrigger s -> "CREATE TRIGGER";
      case Outline.CreatePolicy s -> "CREATE POLICY";
      case Outline.CreateRule s -> "CREATE RULE";
      case Outline.AlterPart s -> "ALTER " + words(s.part());
      case Outline.DropPart s -> "DROP " + words(s.part());
      case Outline.CreateStatistics s -> "CREATE STATISTICS";
      case Outline.CreateMaterializedView s -> "CREATE MATERIALIZED VIEW";
      case Outline.RefreshView s -> "REFRESH MATERIALIZED VIEW";
      case Outline.Cluster s -> "CLUSTER";
      case Outline.AttachIndex s -> "ALTER INDEX";
      case Outline.AlterIndex s -> "ALTER INDEX";
      case Outline.AlterView s -> s.materialized() ? "ALTER MATERIALIZED VIEW" : "ALTER VIEW";
      case Outline.CreatePartition s -> "CREATE TABLE";
      case Outline.CreatePartitionedTable s -> "CREATE TABLE";
      case Outline.CreateInheritingTable s -> "CREATE TABLE";
      case Outline.CreateType s -> "CREATE TYPE";
      case Outline.CreateRoutine s -> s.procedure() ? "CREATE PROCEDURE" : "CREATE FUNCTION";
      case Outline.DropOthers s -> "DROP " + s.kind();
    };
  }

  private static String of(Maintenance statement) {
    return switch (statement) {
      case Maintenance.Explain s -> "EXPLAIN";
      case Maintenance.LockTables s -> "LOCK TABLE";
      case Maintenance.Vacuum s -> "VACUUM";
      case Maintenance.Analyze s -> "ANALYZE";
      case Maintenance.Reindex s -> "REINDEX";
      case Maintenance.Checkpoint s -> "CHECKPOINT";
    };
  }
}
