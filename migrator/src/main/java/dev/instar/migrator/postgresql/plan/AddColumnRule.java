package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.AlterTableAction;
import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ADD COLUMN. A nullable column, or one with a default that is the same for every row, is catalog
 * only. Everything else is taken apart: the column first, then values in batches, then NOT NULL,
 * CHECKs, unique and foreign keys, each by its own rule.
 */
final class AddColumnRule {
  private AddColumnRule() {}

  /** Whether the column can only be had by writing every row anew. */
  static boolean needsRebuild(
      StatementDraft draft, Table table, AlterTableAction.AddColumn action) {
    return table.column(action.column().name()).isEmpty()
        && NewColumn.of(draft, action.column()).needsRebuild();
  }

  static void apply(StatementDraft draft, Table table, AlterTableAction.AddColumn action) {
    String name = action.column().name();
    if (table.column(name).isPresent()) {
      draft.asWritten().locks("add-column", Roles.of(table));
      if (!action.ifNotExists()) {
        throw draft.exists("column " + name + " of table " + table.name());
      }
      draft.find(FindingCode.NOTHING_TO_DO, "column " + name + " exists already");
      return;
    }
    if (draft.contracted().hasColumn(table.name(), name)) {
      draft.asWritten().locks("add-column", Roles.of(table));
      refuseReuse(draft, table.name() + "." + name);
      return;
    }
    NewColumn column = NewColumn.of(draft, action.column());
    asWritten(draft, table, column);
    refuseNumbered(draft, table, column);
    refuseWithoutValue(draft, table, column);
    refuseDomainsDefault(draft, column);
    if (column.needsRebuild()) {
      rebuild(draft, table, column);
    } else {
      addInSteps(draft, table, column, action);
    }
  }

  static void refuseReuse(StatementDraft draft, String name) {
    draft.refuse(
        ErrorCode.OBJECT_EXISTS,
        name
            + " is dropped by an earlier statement of this file, and drops run last, in the"
            + " contract phase",
        "Split the file: contract the first part before the second.");
  }

  private static void asWritten(StatementDraft draft, Table table, NewColumn column) {
    AsWritten effect = draft.asWritten().form(form(column), Roles.of(table));
    if (!column.checks().isEmpty()) {
      effect.form("add-column-check", Roles.of(table));
    }
    if (!column.uniques().isEmpty()) {
      effect.form("add-column-unique", Roles.of(table));
    }
    for (ColumnConstraint.References reference : column.references()) {
      List<TableName> parent =
          draft
              .schema()
              .find(reference.target().table().schema(), reference.target().table().name())
              .map(Table::name)
              .stream()
              .toList();
      effect.form(
          column.hasDefault() ? "add-column-references-default" : "add-column-references",
          Roles.of(table).with(Role.PARENT, parent));
    }
  }

  /** What becomes of a sequence that partitions share differs from version to version. */
  private static void refuseNumbered(StatementDraft draft, Table table, NewColumn column) {
    boolean numbered = column.serial().isPresent() || column.identity().isPresent();
    if (numbered && table.kind() == Table.Kind.PARTITIONED) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          table.name() + " is partitioned; Instar does not number its rows yet",
          "CREATE SEQUENCE, and add the column with DEFAULT nextval of it.");
    }
  }

  /** The form of the column without its constraints. */
  static String form(NewColumn column) {
    if (column.serial().isPresent()) {
      return "add-column-serial";
    }
    if (column.identity().isPresent()) {
      return "add-column-identity";
    }
    if (column.generated() == Column.Generated.STORED) {
      return "add-column-generated";
    }
    if (column.virtual()) {
      return column.notNull().isPresent() ? "add-column-virtual-not-null" : "add-column-virtual";
    }
    if (column.needsRebuild()) {
      return "add-column-constrained-domain";
    }
    if (column.volatileDefault()) {
      return "add-column-volatile-default";
    }
    if (column.notNull().isPresent() && !column.hasDefault()) {
      return "add-column-not-null";
    }
    if (column.hasDefault()) {
      return column.constantDefault() ? "add-column-default" : "add-column-stable-default";
    }
    return column.type().domain().isPresent() ? "add-column-domain" : "add-column";
  }

  private static void refuseWithoutValue(StatementDraft draft, Table table, NewColumn column) {
    boolean demanded =
        column.notNull().isPresent() || column.uniques().stream().anyMatch(u -> u.primaryKey());
    boolean rows = table.size().map(size -> size.heapBytes() > 0).orElse(true);
    if (demanded && !column.hasValue() && rows) {
      draft.asWritten().fails("the rows that are there have no value for " + column.name());
      draft.refuse(
          ErrorCode.DATA_CONFLICT,
          "the rows of "
              + table.name()
              + " would have no value for NOT NULL column "
              + column.name(),
          "Give it a DEFAULT, or add it nullable, fill it, and then SET NOT NULL.");
    }
  }

  /** Nobody has looked at the domain's default: it may be volatile. */
  private static void refuseDomainsDefault(StatementDraft draft, NewColumn column) {
    if (!column.hasDefault() && column.type().domain().map(d -> d.defaulted()).orElse(false)) {
      draft.refuse(
          ErrorCode.STATEMENT_UNSUPPORTED,
          "column " + column.name() + " would take the default of its domain " + column.type(),
          "Write the DEFAULT out in the column's definition.");
    }
  }

  private static void rebuild(StatementDraft draft, Table table, NewColumn column) {
    if (column.backfill().isPresent()) {
      draft.refuse(
          ErrorCode.VOLATILE_TRANSFORM,
          "column "
              + column.name()
              + " is of a domain with a constraint and its default is"
              + " different for each row",
          "Use the base type and a CHECK.");
    }
    draft.rebuild(
        table.name(),
        "ADD COLUMN "
            + column.withType()
            + column.definition().constraints().stream()
                .filter(c -> !(c instanceof ColumnConstraint.References))
                .map(c -> " " + c.text())
                .reduce("", String::concat));
    remember(draft, table.name(), column);
    if (column.notNull().isPresent()) {
      draft.changeAll(
          table.name(),
          t ->
              t.column(
                  column.name(),
                  c ->
                      c.withNullability(
                          Column.Nullability.NOT_NULL, column.notNull().get().name())));
    }
    for (ColumnConstraint.References reference : column.references()) {
      ForeignKeyRule.add(
          draft, table.name(), foreignKey(column, reference), true, draft::afterRebuild);
    }
  }

  private static void addInSteps(
      StatementDraft draft, Table table, NewColumn column, AlterTableAction.AddColumn action) {
    TableName name = table.name();
    String drop = "DROP COLUMN " + Identifiers.quote(column.name());
    boolean serialLike = column.serial().isPresent() || column.identity().isPresent();
    if (serialLike) {
      NumberedColumn.add(draft, table, column);
    } else if (column.instantAsWritten()) {
      draft.instant(
          name,
          InstantGroup.Action.of(
              Phase.EXPAND,
              "Add column " + column.name(),
              action.text(),
              Optional.of(drop),
              column.hasDefault()
                  ? "A default that is the same for every row is stored in the catalog."
                  : "A column without values is catalog only."));
      remember(draft, name, column);
      if (column.notNull().isPresent()) {
        draft.changeAll(
            name,
            t ->
                t.column(
                    column.name(),
                    c ->
                        c.withNullability(
                            Column.Nullability.NOT_NULL, notNullName(draft, name, column))));
      }
    } else {
      draft.instant(
          name,
          InstantGroup.Action.of(
              Phase.EXPAND,
              "Add column " + column.name(),
              "ADD COLUMN " + column.plain(),
              Optional.of(drop),
              "Without what reads or writes rows it is catalog only."));
      remember(draft, name, column);
      column.backfill().ifPresent(value -> fill(draft, table, column, value));
      notNull(draft, name, column);
    }
    constraints(draft, name, column);
  }

  private static Optional<String> notNullName(
      StatementDraft draft, TableName table, NewColumn column) {
    return draft.facts().atLeast(18)
        ? column
            .notNull()
            .flatMap(ColumnConstraint.NotNull::name)
            .or(
                () ->
                    Optional.of(
                        ObjectNames.constraint(
                            draft.schema(), table, List.of(column.name()), "not_null")))
        : Optional.empty();
  }

  /** A default for new rows first, then the rows that were there. */
  private static void fill(StatementDraft draft, Table table, NewColumn column, SqlFragment value) {
    String quoted = Identifiers.quote(column.name());
    draft.instant(
        table.name(),
        InstantGroup.Action.of(
            Phase.EXPAND,
            "Set the default of " + column.name(),
            "ALTER COLUMN " + quoted + " SET DEFAULT " + value.text(),
            Optional.of("ALTER COLUMN " + quoted + " DROP DEFAULT"),
            "Set after the column is there, it counts for new rows only."));
    Backfills.add(draft, table.name(), Map.of(column.name(), value.text()), quoted + " IS NULL");
  }

  static void notNull(StatementDraft draft, TableName table, NewColumn column) {
    boolean there = draft.table(table).column(column.name()).orElseThrow().notNull();
    column
        .notNull()
        .filter(n -> !there && !column.notNullInPlain())
        .ifPresent(n -> NotNullRule.prove(draft, table, column.name(), n.name()));
  }

  /** The column's other constraints, by the rules for the table's. */
  static void constraints(StatementDraft draft, TableName table, NewColumn column) {
    for (ColumnConstraint.Check check : column.checks()) {
      CheckRule.add(
          draft,
          table,
          check.name(),
          check.expression(),
          CheckRule.text(check.expression(), check.noInherit(), check.enforced()),
          check.enforced());
    }
    for (ColumnConstraint.Unique unique : column.uniques()) {
      UniqueRule.add(
          draft,
          table,
          new TableConstraint.Unique(
              unique.name(),
              unique.primaryKey(),
              List.of(column.name()),
              List.of(),
              unique.nullsNotDistinct(),
              Map.of(),
              Optional.empty(),
              unique.timing(),
              unique.text()),
          Optional.empty());
    }
    for (ColumnConstraint.References reference : column.references()) {
      ForeignKeyRule.add(draft, table, foreignKey(column, reference), true, draft::step);
    }
  }

  private static ForeignKeyRule.Draft foreignKey(
      NewColumn column, ColumnConstraint.References reference) {
    return new ForeignKeyRule.Draft(
        reference.name(), List.of(column.name()), reference.target(), reference.timing(), true);
  }

  static void remember(StatementDraft draft, TableName table, NewColumn column) {
    Column added =
        Column.of(
                column.name(),
                column.type(),
                column.notNullInPlain() ? Column.Nullability.NOT_NULL : Column.Nullability.NULLABLE)
            .withType(column.type(), column.definition().collation().map(Targets::words))
            .withDefault(column.defaultValue().map(SqlFragment::text))
            .withGenerated(column.generated());
    draft.changeAll(table, t -> t.add(added));
  }
}
