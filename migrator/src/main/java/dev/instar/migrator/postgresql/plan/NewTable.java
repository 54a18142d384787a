package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.Definition.TableStorage;
import dev.instar.engine.sql.Outline.Partitioning;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The model of a table that the script makes: its columns, and its constraints by the rules for
 * those of any table, so that they get the names that the server will give them.
 */
final class NewTable {
  private NewTable() {}

  /** A table without columns. */
  static Table empty(TableName name, Table.Kind kind, TableStorage storage) {
    return table(
        name,
        kind,
        storage.persistence() == Definition.Persistence.UNLOGGED
            ? Table.Persistence.UNLOGGED
            : Table.Persistence.PERMANENT,
        Set.of(Trait.NEW));
  }

  /** A relation whose columns nobody has looked at. */
  static Table unknown(TableName name, Table.Kind kind) {
    return table(name, kind, Table.Persistence.PERMANENT, Set.of(Trait.NEW, Trait.PARTLY_KNOWN));
  }

  private static Table table(
      TableName name, Table.Kind kind, Table.Persistence persistence, Set<Trait> traits) {
    return new Table(
        name,
        0,
        kind,
        persistence,
        traits,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Table.ReplicaIdentity.DEFAULT,
        List.of(),
        Partitions.NONE,
        "",
        Optional.of(TableSize.EMPTY));
  }

  /** Adds what stands between the parentheses of CREATE TABLE. */
  static void fill(StatementDraft model, TableName name, List<TableElement> elements) {
    List<NewColumn> columns = new ArrayList<>();
    for (TableElement element : elements) {
      switch (element) {
        case TableElement.Column c -> {
          NewColumn column = NewColumn.of(model, c.definition());
          column(model, name, column);
          columns.add(column);
        }
        case TableElement.Like like -> like(model, name, like);
        case TableElement.Constraint c -> {}
      }
    }
    // Keys before foreign keys, which may be of the table itself.
    columns.forEach(c -> AddColumnRule.constraints(model, name, c));
    for (boolean foreign : new boolean[] {false, true}) {
      for (TableElement element : elements) {
        if (element instanceof TableElement.Constraint c
            && foreign == (c.constraint() instanceof TableConstraint.ForeignKey)) {
          AlterTableRule.constraint(
              model, model.table(name), c.constraint(), Set.of(), Optional.empty());
        }
      }
    }
  }

  private static void column(StatementDraft model, TableName name, NewColumn column) {
    boolean notNull =
        column.notNull().isPresent()
            || column.serial().isPresent()
            || column.identity().isPresent();
    Column added =
        Column.of(
                column.name(), column.type(), notNull ? Nullability.NOT_NULL : Nullability.NULLABLE)
            .withType(column.type(), column.definition().collation().map(Targets::words))
            .withDefault(column.defaultValue().map(SqlFragment::text))
            .withGenerated(column.generated());
    if (column.serial().isPresent() || column.identity().isPresent()) {
      TableName sequence =
          new TableName(name.schema(), ObjectNames.sequence(model.schema(), name, column.name()));
      model.schema(model.schema().withRelationName(sequence));
      added =
          added
              .withIdentity(
                  column
                      .identity()
                      .map(i -> i.always() ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT)
                      .orElse(Column.Identity.NONE))
              .withSequence(
                  Optional.of(new Column.OwnedSequence(sequence, column.type().base().name())));
    }
    Column made = added;
    model.change(name, t -> t.add(made));
  }

  /** The columns of the other table; what else LIKE takes along is not looked at. */
  private static void like(StatementDraft model, TableName name, TableElement.Like like) {
    Table source = Targets.table(model, like.table(), false).orElseThrow();
    model.change(
        name,
        t -> {
          for (Column column : source.columns()) {
            t.add(
                Column.of(column.name(), column.type(), column.nullability())
                    .withType(column.type(), column.collation()));
          }
          return t.trait(Trait.PARTLY_KNOWN, true);
        });
  }

  /** How the table is cut. */
  static Partitions partitions(Table table, Partitioning by) {
    List<Partitions.KeyPart> parts =
        by.columns().stream()
            .map(
                c ->
                    new Partitions.KeyPart(
                        Optional.of(c),
                        Identifiers.quote(c),
                        Optional.empty(),
                        table.column(c).map(Column::type).map(ColumnType::toString).orElse("text"),
                        true))
            .toList();
    return new Partitions(
        Optional.of(
            new Partitions.Key(
                Partitions.Strategy.valueOf(by.strategy().toUpperCase(Locale.ROOT)), parts)),
        List.of(),
        Optional.empty());
  }
}
