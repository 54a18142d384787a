package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.Optional;

/** RENAME and SET SCHEMA: catalog only, and a break for whoever still uses the old name. */
final class RenameRules {
  private RenameRules() {}

  static void relation(StatementDraft draft, Statement.RenameRelation rename) {
    QualifiedName written = rename.relation();
    Optional<Table> withIndex = draft.schema().findByIndex(written.schema(), written.name());
    if (withIndex.isPresent()) {
      index(draft, withIndex.get(), written.name(), rename);
      return;
    }
    if (rename.kind() == Statement.RelationKind.INDEX && rename.ifExists()) {
      draft.find(FindingCode.NOTHING_TO_DO, "index " + Targets.words(written) + " does not exist");
      return;
    }
    if (rename.kind() == Statement.RelationKind.INDEX) {
      throw draft.missing("index " + Targets.words(written));
    }
    Optional<Table> found = Targets.table(draft, written, rename.ifExists());
    if (found.isEmpty()) {
      return;
    }
    Table table = found.get();
    TableName renamed = new TableName(table.name().schema(), rename.newName());
    draft.asWritten().form(form(table), roles(table));
    move(
        draft,
        table,
        renamed,
        alter(table) + "RENAME TO " + Identifiers.quote(rename.newName()),
        "ALTER "
            + keyword(table)
            + renamed.quoted()
            + " RENAME TO "
            + Identifiers.quote(table.name().name()),
        "Rename " + table.name() + " to " + rename.newName());
  }

  /** ALTER INDEX takes less of a lock than ALTER TABLE does for the same rename. */
  private static void index(
      StatementDraft draft, Table table, String index, Statement.RenameRelation rename) {
    TableName old = new TableName(table.name().schema(), index);
    TableName renamed = new TableName(table.name().schema(), rename.newName());
    draft
        .asWritten()
        .form(
            rename.kind() == Statement.RelationKind.INDEX
                ? "rename-index"
                : "rename-index-as-table",
            Roles.NONE.with(Role.INDEX, old));
    free(draft, renamed);
    if (draft.refused()) {
      return;
    }
    draft.step(
        StepDraft.execute(
                Phase.MIGRATE,
                "Rename index " + index + " to " + rename.newName(),
                "ALTER INDEX locks the index alone, and lets reads and writes through.",
                "ALTER INDEX " + old.quoted() + " RENAME TO " + Identifiers.quote(rename.newName()))
            .lock(old, LockMode.SHARE_UPDATE_EXCLUSIVE)
            .undo("ALTER INDEX " + renamed.quoted() + " RENAME TO " + Identifiers.quote(index)));
    Optional<String> constraint = table.index(index).orElseThrow().constraint();
    draft.change(
        table.name(),
        t -> {
          t.index(index, i -> i.withName(rename.newName()));
          constraint.ifPresent(c -> t.constraint(c, x -> x.withName(rename.newName())));
          return t;
        });
    draft.schema(draft.schema().withoutRelationName(old).withRelationName(renamed));
  }

  static void column(StatementDraft draft, Statement.RenameColumn rename) {
    Optional<Table> found = Targets.table(draft, rename.table(), rename.ifExists());
    if (found.isEmpty()) {
      return;
    }
    Table table = found.get();
    if (form(table).equals("rename-view")) {
      columnOfView(draft, table, rename);
      return;
    }
    draft.asWritten().form("rename-column", Roles.of(table));
    if (!Targets.plain(draft, table)) {
      return;
    }
    Targets.column(draft, table, rename.column());
    if (draft.contracted().hasColumn(table.name(), rename.newName())) {
      AddColumnRule.refuseReuse(draft, table.name() + "." + rename.newName());
      return;
    }
    if (table.column(rename.newName()).isPresent()) {
      throw draft.exists("column " + rename.newName() + " of table " + table.name());
    }
    draft.instant(
        table.name(),
        InstantGroup.Action.of(
            Phase.MIGRATE,
            "Rename column " + rename.column() + " to " + rename.newName(),
            "RENAME COLUMN "
                + Identifiers.quote(rename.column())
                + " TO "
                + Identifiers.quote(rename.newName()),
            Optional.of(
                "RENAME COLUMN "
                    + Identifiers.quote(rename.newName())
                    + " TO "
                    + Identifiers.quote(rename.column())),
            "Catalog only."));
    draft.find(FindingCode.RENAME_BREAKS, "column " + table.name() + "." + rename.column());
    draft.find(FindingCode.STANDBY_REPLAY, table.name());
    draft.schema(
        ColumnRename.apply(draft.schema(), table.name(), rename.column(), rename.newName()));
  }

  private static void columnOfView(
      StatementDraft draft, Table view, Statement.RenameColumn rename) {
    OneStep.of(
            "rename-view",
            Roles.NONE.with(Role.VIEW, view.name()),
            "Rename column " + rename.column() + " to " + rename.newName(),
            "Catalog only.")
        .undo(
            alter(view)
                + "RENAME COLUMN "
                + Identifiers.quote(rename.newName())
                + " TO "
                + Identifiers.quote(rename.column()))
        .in(draft, Phase.MIGRATE);
    draft.find(FindingCode.RENAME_BREAKS, "column " + view.name() + "." + rename.column());
  }

  static void constraint(StatementDraft draft, Statement.RenameConstraint rename) {
    Optional<Table> found = Targets.table(draft, rename.table(), rename.ifExists());
    if (found.isEmpty()) {
      return;
    }
    Table table = found.get();
    draft.asWritten().form("rename-constraint", Roles.of(table));
    if (!Targets.plain(draft, table)) {
      return;
    }
    Optional<Constraint> constraint = table.constraint(rename.constraint());
    boolean notNull =
        table.columns().stream()
            .anyMatch(c -> c.notNullConstraint().equals(Optional.of(rename.constraint())));
    if (constraint.isEmpty() && !notNull) {
      throw draft.missing("constraint " + rename.constraint() + " of table " + table.name());
    }
    Constraints.free(draft, table.name(), rename.newName());
    boolean indexed =
        table.indexes().stream()
            .anyMatch(i -> i.constraint().equals(Optional.of(rename.constraint())));
    TableName old = new TableName(table.name().schema(), rename.constraint());
    TableName renamed = new TableName(table.name().schema(), rename.newName());
    if (indexed) {
      free(draft, renamed);
    }
    draft.step(
        StepDraft.execute(
                Phase.MIGRATE,
                "Rename constraint " + rename.constraint() + " to " + rename.newName(),
                "Catalog only; no application names a constraint but in error messages.",
                NotNullRule.alter(table.name())
                    + "RENAME CONSTRAINT "
                    + Identifiers.quote(rename.constraint())
                    + " TO "
                    + Identifiers.quote(rename.newName()))
            .lock(table.name(), LockMode.ACCESS_EXCLUSIVE)
            .undo(
                NotNullRule.alter(table.name())
                    + "RENAME CONSTRAINT "
                    + Identifiers.quote(rename.newName())
                    + " TO "
                    + Identifiers.quote(rename.constraint())));
    draft.change(
        table.name(),
        t -> {
          t.constraint(rename.constraint(), c -> c.withName(rename.newName()));
          if (indexed) {
            t.index(
                rename.constraint(),
                i -> i.withName(rename.newName()).withConstraint(rename.newName(), i.immediate()));
          }
          return t;
        });
    draft.schema(draft.schema().withoutConstraintName(old).withConstraintName(renamed));
    if (indexed) {
      draft.schema(draft.schema().withoutRelationName(old).withRelationName(renamed));
    }
  }

  static void schema(StatementDraft draft, Statement.SetSchema move) {
    Optional<Table> found = Targets.table(draft, move.relation(), move.ifExists());
    if (found.isEmpty()) {
      return;
    }
    Table table = found.get();
    draft.asWritten().form("set-schema", Roles.of(table));
    TableName moved = new TableName(move.newSchema(), table.name().name());
    if (moved.equals(table.name())) {
      draft.find(FindingCode.NOTHING_TO_DO, table.name() + " is in that schema already");
      return;
    }
    move(
        draft,
        table,
        moved,
        alter(table) + "SET SCHEMA " + Identifiers.quote(move.newSchema()),
        "ALTER "
            + keyword(table)
            + moved.quoted()
            + " SET SCHEMA "
            + Identifiers.quote(table.name().schema()),
        "Move " + table.name() + " to schema " + move.newSchema());
  }

  private static void move(
      StatementDraft draft, Table table, TableName to, String sql, String undo, String title) {
    if (table.kind() == Table.Kind.TABLE
        && !Targets.ofTree(table)
        && !Targets.plain(draft, table)) {
      return;
    }
    free(draft, to);
    if (draft.contracted().waitsFor(table.name())) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "an earlier statement of this file leaves a step for the contract phase, which looks for "
              + table.name()
              + " under this name",
          "Split the file: contract the first part before the second.");
    }
    draft.step(
        StepDraft.execute(Phase.MIGRATE, title, "Catalog only.", sql)
            .lock(table.name(), LockMode.ACCESS_EXCLUSIVE)
            .undo(undo));
    draft.find(FindingCode.RENAME_BREAKS, table.name());
    draft.find(FindingCode.STANDBY_REPLAY, table.name());
    draft.schema(TableRename.apply(draft.schema(), table, to));
  }

  private static void free(StatementDraft draft, TableName name) {
    if (draft.contracted().hasRelation(name)) {
      AddColumnRule.refuseReuse(draft, name.toString());
    } else if (draft.schema().relations().contains(name)) {
      throw draft.exists("relation " + name);
    }
  }

  private static String form(Table table) {
    return switch (table.kind()) {
      case VIEW, MATERIALIZED_VIEW -> "rename-view";
      case TABLE, PARTITIONED, FOREIGN, OTHER -> "rename-table";
    };
  }

  private static Roles roles(Table table) {
    return form(table).equals("rename-view")
        ? Roles.NONE.with(Role.VIEW, table.name())
        : Roles.of(table);
  }

  private static String alter(Table table) {
    return "ALTER " + keyword(table) + table.name().quoted() + " ";
  }

  private static String keyword(Table table) {
    return switch (table.kind()) {
      case VIEW -> "VIEW ";
      case MATERIALIZED_VIEW -> "MATERIALIZED VIEW ";
      case FOREIGN -> "FOREIGN TABLE ";
      case TABLE, PARTITIONED, OTHER -> "TABLE ";
    };
  }
}
