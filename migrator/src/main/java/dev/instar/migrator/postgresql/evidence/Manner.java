package dev.instar.migrator.postgresql.evidence;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Cursor;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.PreparedCommand;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.sql.Statement;
import java.util.List;
import java.util.Set;

/**
 * How a statement is tried on temporary copies, by its kind. What is run changes relations, and
 * what belongs to one, and nothing else: a type, a function or a role has no copy.
 */
sealed interface Manner {
  /** There is nothing to try: it is about the session or the transaction. */
  record Nothing() implements Manner {}

  /**
   * It is run.
   *
   * @param makes what it makes in a schema
   * @param empties whether it only gives a table new files
   */
  record Run(List<QualifiedName> makes, boolean empties) implements Manner {
    public Run {
      makes = List.copyOf(makes);
    }
  }

  /** It is not run, because whatever reads or writes rows may call anything. */
  record Explain() implements Manner {}

  /** It is run for those after it; by itself it would be another statement on a temporary table. */
  record Alone() implements Manner {}

  /**
   * It is not tried.
   *
   * @param changes names of what it makes or changes, as far as later statements may need it
   * @param anything whether there may be more than these
   */
  record Not(String reason, List<QualifiedName> changes, boolean anything) implements Manner {
    public Not {
      changes = List.copyOf(changes);
    }
  }

  Manner NOTHING = new Nothing();
  Manner RUN = new Run(List.of(), false);
  Manner EXPLAIN = new Explain();
  Manner ALONE = new Alone();

  static Manner of(Statement statement) {
    return switch (statement) {
      case Statement.TransactionControl s -> NOTHING;
      case SessionCommand.Do s -> opaque("nobody knows what it calls");
      case SessionCommand s -> NOTHING;
      case Cursor s -> NOTHING;
      case PreparedCommand s -> NOTHING;
      case Statement.AlterTable s -> alterTable(s);
      case Statement.RenameRelation s -> RUN;
      case Statement.RenameColumn s -> RUN;
      case Statement.RenameConstraint s -> RUN;
      case Statement.SetSchema s ->
          not("a temporary table cannot be moved to another schema", s.relation());
      case Statement.CreateIndex s -> s.concurrently() ? ALONE : RUN;
      case Statement.DropIndex s -> s.concurrently() ? ALONE : RUN;
      case Query s -> EXPLAIN;
      case Modification.Insert s -> EXPLAIN;
      case Modification.Update s -> EXPLAIN;
      case Modification.Delete s -> EXPLAIN;
      case Modification.Truncate s -> new Run(List.of(), true);
      case Modification.CopyIn s -> not("its rows come through a client");
      case Modification.CopyOut s -> not("its rows go through a client");
      case Definition s -> definition(s);
      case Alteration s -> alteration(s);
      case Removal s -> removal(s);
      case Privileges s -> not("privileges are not copied");
      case Maintenance s -> maintenance(s);
      case Outline s -> outline(s);
    };
  }

  private static Manner alterTable(Statement.AlterTable alter) {
    for (AlterTableAction action : alter.actions()) {
      switch (action) {
        case AlterTableAction.SetPersistence a -> {
          return not("a temporary table can be neither logged nor unlogged", alter.table());
        }
        case AlterTableAction.DetachPartition a when a.mode().contains("CONCURRENTLY") -> {
          return ALONE;
        }
        default -> {}
      }
    }
    return RUN;
  }

  private static Manner definition(Definition definition) {
    return switch (definition) {
      case Definition.CreateTable s -> table(s);
      case Definition.CreateSequence s -> made(s.name());
      case Definition.CreateView s -> made(s.name());
      case Definition.CreateTableAs s -> not("it would run a query", s.table());
      case Definition.CreateEnum s -> not(OF_A_TYPE, s.name());
      case Definition.CreateDomain s -> not(OF_A_TYPE, s.name());
      case Definition.CreateExtension s -> opaque("nobody knows what an extension brings");
      case Definition.CreateSchema s -> opaque("it would make a schema");
      case Definition.CreateDatabase s -> not(ABOUT_NO_TABLE);
      case Definition.CreateRole s -> not(ABOUT_NO_TABLE);
      case Definition.CreatePublication s -> not("temporary tables are in no publication");
    };
  }

  private static Manner table(Definition.CreateTable table) {
    return table.storage().persistence() == Definition.Persistence.UNLOGGED
        ? not("a temporary table cannot be unlogged", table.table())
        : made(table.table());
  }

  private static Manner alteration(Alteration alteration) {
    return switch (alteration) {
      case Alteration.AlterSequence s -> RUN;
      case Alteration.AddEnumValue s -> not(OF_A_TYPE, s.type());
      case Alteration.RenameEnumValue s -> not(OF_A_TYPE, s.type());
      case Alteration.AlterDomain s -> not(OF_A_TYPE, s.domain());
      case Alteration.Rename s -> not(ABOUT_NO_TABLE, s.name(), QualifiedName.of(s.newName()));
      case Alteration.MoveToSchema s -> not(ABOUT_NO_TABLE, s.name());
      case Alteration.ChangeOwner s -> not("owners are not copied");
      case Alteration.Comment s -> not("comments are not copied");
      case Alteration.AlterPublication s -> not("temporary tables are in no publication");
      case Alteration.AlterPublicationOptions s -> not(ABOUT_NO_TABLE);
      case Alteration.AlterDatabase s -> not(ABOUT_NO_TABLE);
      case Alteration.AlterRole s -> not(ABOUT_NO_TABLE);
      case Alteration.AlterDefaults s -> not(ABOUT_NO_TABLE);
    };
  }

  private static Manner removal(Removal removal) {
    return switch (removal) {
      case Removal.DropObjects s ->
          RELATIONS.contains(s.kind()) ? RUN : new Not(ABOUT_NO_TABLE, s.names(), s.cascade());
      case Removal.DropDatabase s -> not(ABOUT_NO_TABLE);
      case Removal.DropRoles s -> not(ABOUT_NO_TABLE);
    };
  }

  private static Manner maintenance(Maintenance maintenance) {
    return switch (maintenance) {
      case Maintenance.LockTables s -> RUN;
      case Maintenance.Reindex s when s.concurrently() -> not(AUTONOMOUS);
      case Maintenance.Reindex s ->
          s.kind() == Maintenance.Reindex.Kind.TABLE || s.kind() == Maintenance.Reindex.Kind.INDEX
              ? RUN
              : not(AUTONOMOUS);
      case Maintenance.Vacuum s -> not(AUTONOMOUS);
      case Maintenance.Analyze s -> not("an empty copy has nothing to be counted");
      case Maintenance.Explain s -> not("it changes nothing");
      case Maintenance.Checkpoint s -> not(ABOUT_NO_TABLE);
    };
  }

  private static Manner outline(Outline outline) {
    return switch (outline) {
      case Outline.Opaque s -> new Not("nobody knows what it does", s.relations(), true);
      case Outline.CreateTrigger s -> RUN;
      case Outline.CreatePolicy s -> RUN;
      case Outline.CreateRule s -> not("rules are not copied", s.table());
      case Outline.AlterPart s -> s.part() == Outline.Part.RULE ? not("rules are not copied") : RUN;
      case Outline.DropPart s -> s.part() == Outline.Part.RULE ? not("rules are not copied") : RUN;
      case Outline.CreateStatistics s -> new Run(s.name().stream().toList(), false);
      case Outline.CreateMaterializedView s -> not(MATERIALIZED, s.name());
      case Outline.RefreshView s -> not(MATERIALIZED);
      case Outline.AlterView s -> s.materialized() ? not(MATERIALIZED) : RUN;
      case Outline.Cluster s -> s.table().isPresent() ? RUN : not(AUTONOMOUS);
      case Outline.AttachIndex s -> RUN;
      case Outline.AlterIndex s -> RUN;
      case Outline.CreatePartition s -> made(s.table());
      case Outline.CreatePartitionedTable s -> table(s.table());
      case Outline.CreateInheritingTable s -> table(s.table());
      case Outline.CreateType s -> not(OF_A_TYPE, s.name());
      case Outline.CreateRoutine s -> not(ABOUT_NO_TABLE, s.name());
      case Outline.DropOthers s -> new Not(ABOUT_NO_TABLE, s.names(), true);
    };
  }

  String AUTONOMOUS = "it cannot run in a transaction";
  String MATERIALIZED = "a materialized view cannot be temporary";
  String ABOUT_NO_TABLE = "it is about no table";
  String OF_A_TYPE = "a type has no copy of its own";
  Set<ObjectKind> RELATIONS = Set.of(ObjectKind.TABLE, ObjectKind.VIEW, ObjectKind.SEQUENCE);

  private static Manner made(QualifiedName name) {
    return new Run(List.of(name), false);
  }

  private static Manner not(String reason, QualifiedName... changes) {
    return new Not(reason, List.of(changes), false);
  }

  private static Manner opaque(String reason) {
    return new Not(reason, List.of(), true);
  }
}
