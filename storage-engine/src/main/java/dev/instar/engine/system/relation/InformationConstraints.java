package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.ConstraintText;
import dev.instar.engine.system.deparse.Style;
import dev.instar.engine.system.name.Names;
import java.util.List;
import java.util.Optional;

/** information_schema: constraints, and the columns that they are about. */
final class InformationConstraints {
  private InformationConstraints() {}

  /** Handles one constraint. */
  @FunctionalInterface
  private interface Maker {
    void make(Table table, String schema, Constraint constraint);
  }

  private static void each(StatementContext context, Wanted wanted, Maker maker) {
    for (Table table : context.catalog().all(Table.class)) {
      if (Accessible.table(context, table)) {
        String schema = InformationTables.schema(context, table.schema());
        for (Constraint constraint : context.catalog().constraints(table.oid())) {
          if (wanted.mayBe("constraint_name", constraint.name())) {
            maker.make(table, schema, constraint);
          }
        }
      }
    }
  }

  private static Row named(StatementContext context, Rows rows, String schema, String name) {
    return rows.add()
        .set("constraint_catalog", InformationTables.database(context))
        .set("constraint_schema", schema)
        .set("constraint_name", name);
  }

  private static Row ofTable(StatementContext context, Row row, String schema, String table) {
    return row.set("table_catalog", InformationTables.database(context))
        .set("table_schema", schema)
        .set("table_name", table);
  }

  /** What NOT NULL is called, which has no name of its own. */
  private static String notNull(Table table, Column column) {
    return Integer.toUnsignedString(table.schema())
        + "_"
        + Integer.toUnsignedString(table.oid())
        + "_"
        + column.number()
        + "_not_null";
  }

  static void tables(StatementContext context, Wanted wanted, Rows rows) {
    each(
        context,
        wanted,
        (table, schema, constraint) -> {
          Row row =
              ofTable(
                      context,
                      named(context, rows, schema, constraint.name()),
                      schema,
                      table.name())
                  .set("is_deferrable", false)
                  .set("initially_deferred", false)
                  .set("enforced", true);
          switch (constraint) {
            case Constraint.Check check -> row.set("constraint_type", "CHECK");
            case Constraint.Unique unique ->
                row.set("constraint_type", unique.primary() ? "PRIMARY KEY" : "UNIQUE")
                    .set("is_deferrable", unique.deferrable())
                    .set("initially_deferred", unique.initiallyDeferred())
                    .set("nulls_distinct", unique.primary() ? null : distinct(context, unique));
            case Constraint.ForeignKey key ->
                row.set("constraint_type", "FOREIGN KEY")
                    .set("is_deferrable", key.deferrable())
                    .set("initially_deferred", key.initiallyDeferred());
          }
        });
    for (Table table : context.catalog().all(Table.class)) {
      String schema = InformationTables.schema(context, table.schema());
      for (Column column : table.liveColumns()) {
        if (column.notNull() && Accessible.table(context, table)) {
          ofTable(
                  context,
                  named(context, rows, schema, notNull(table, column)),
                  schema,
                  table.name())
              .set("constraint_type", "CHECK")
              .set("is_deferrable", false)
              .set("initially_deferred", false)
              .set("enforced", true);
        }
      }
    }
  }

  private static Boolean distinct(StatementContext context, Constraint.Unique unique) {
    return !context.catalog().get(Index.class, unique.index()).nullsNotDistinct();
  }

  static void checks(StatementContext context, Wanted wanted, Rows rows) {
    each(
        context,
        wanted,
        (table, schema, constraint) -> {
          if (constraint instanceof Constraint.Check check) {
            String text = ConstraintText.of(context, check, Style.PLAIN);
            int end = text.lastIndexOf(')');
            named(context, rows, schema, check.name())
                .set("check_clause", text.substring("CHECK (".length(), end));
          }
        });
    for (Table table : context.catalog().all(Table.class)) {
      String schema = InformationTables.schema(context, table.schema());
      for (Column column : table.liveColumns()) {
        if (column.notNull()) {
          named(context, rows, schema, notNull(table, column))
              .set("check_clause", Names.quoted(column.name()) + " IS NOT NULL");
        }
      }
    }
  }

  static void keyColumns(StatementContext context, Wanted wanted, Rows rows) {
    each(
        context,
        wanted,
        (table, schema, constraint) -> {
          if (constraint instanceof Constraint.Check) {
            return;
          }
          for (int i = 0; i < constraint.columns().size(); i++) {
            ofTable(context, named(context, rows, schema, constraint.name()), schema, table.name())
                .set("column_name", table.column(constraint.columns().get(i)).name())
                .set("ordinal_position", i + 1)
                .set(
                    "position_in_unique_constraint",
                    constraint instanceof Constraint.ForeignKey key
                        ? place(context, key, i)
                        : null);
          }
        });
  }

  /** Where a referenced column stands in the unique constraint. */
  private static Integer place(StatementContext context, Constraint.ForeignKey key, int i) {
    return unique(context, key)
        .map(unique -> unique.columns().indexOf(key.referencedColumns().get(i)) + 1)
        .orElse(i + 1);
  }

  private static Optional<Constraint.Unique> unique(
      StatementContext context, Constraint.ForeignKey key) {
    return Names.object(context, Index.class, key.index())
        .flatMap(index -> IndexRows.constraint(context, index));
  }

  static void references(StatementContext context, Wanted wanted, Rows rows) {
    each(
        context,
        wanted,
        (table, schema, constraint) -> {
          if (constraint instanceof Constraint.ForeignKey key) {
            Row row =
                named(context, rows, schema, key.name())
                    .set("match_option", key.matchFull() ? "FULL" : "NONE")
                    .set("update_rule", key.onUpdate().name().replace('_', ' '))
                    .set("delete_rule", key.onDelete().name().replace('_', ' '));
            unique(context, key)
                .ifPresent(
                    unique ->
                        row.set("unique_constraint_catalog", InformationTables.database(context))
                            .set("unique_constraint_schema", schemaOf(context, unique.table()))
                            .set("unique_constraint_name", unique.name()));
          }
        });
  }

  private static String schemaOf(StatementContext context, int table) {
    return Names.object(context, Relation.class, table)
        .map(relation -> InformationTables.schema(context, relation.schema()))
        .orElse(null);
  }

  /** What a constraint is about: of a foreign key, the table that it refers to. */
  private static Table about(StatementContext context, Table table, Constraint constraint) {
    return constraint instanceof Constraint.ForeignKey key
        ? context.catalog().get(Table.class, key.referenced())
        : table;
  }

  static void columnUsage(StatementContext context, Wanted wanted, Rows rows) {
    each(
        context,
        wanted,
        (table, schema, constraint) -> {
          Table used = about(context, table, constraint);
          List<Integer> columns =
              constraint instanceof Constraint.ForeignKey key
                  ? key.referencedColumns()
                  : constraint.columns();
          for (int column : columns) {
            ofTable(
                    context,
                    named(context, rows, schema, constraint.name()),
                    InformationTables.schema(context, used.schema()),
                    used.name())
                .set("column_name", used.column(column).name());
          }
        });
  }

  static void tableUsage(StatementContext context, Wanted wanted, Rows rows) {
    each(
        context,
        wanted,
        (table, schema, constraint) -> {
          if (!(constraint instanceof Constraint.Check)) {
            Table used = about(context, table, constraint);
            ofTable(
                context,
                named(context, rows, schema, constraint.name()),
                InformationTables.schema(context, used.schema()),
                used.name());
          }
        });
  }
}
