package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.deparse.NodeTree;
import dev.instar.engine.system.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** pg_constraint. */
final class ConstraintRows {
  private ConstraintRows() {}

  static List<Constraint> wanted(StatementContext context, Wanted wanted) {
    if (wanted.by("oid")) {
      return Names.object(context, Constraint.class, wanted.oid("oid")).stream().toList();
    }
    if (wanted.by("conrelid")) {
      return context.catalog().constraints(wanted.oid("conrelid"));
    }
    return wanted.by("confrelid") && wanted.oid("confrelid") != 0
        ? List.copyOf(context.catalog().referencing(wanted.oid("confrelid")))
        : context.catalog().all(Constraint.class);
  }

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Constraint constraint : wanted(context, wanted)) {
      if (!wanted.mayBe("conname", constraint.name())) {
        continue;
      }
      int schema =
          Names.object(context, Relation.class, constraint.table()).map(Relation::schema).orElse(0);
      Row row =
          rows.add()
              .set("oid", constraint.oid())
              .set("conname", constraint.name())
              .set("connamespace", schema)
              .set("convalidated", constraint.validated())
              .set("conrelid", constraint.table())
              .set("conislocal", true)
              .set("connoinherit", true)
              .set("confupdtype", ' ')
              .set("confdeltype", ' ')
              .set("confmatchtype", ' ')
              .set("conkey", constraint.columns());
      switch (constraint) {
        case Constraint.Check check ->
            row.set("contype", 'c')
                .set("conbin", new NodeTree(0, check.expression()).text())
                .set("conkey", check.columns().isEmpty() ? null : check.columns())
                .set("connoinherit", check.noInherit());
        case Constraint.Unique unique ->
            row.set("contype", unique.primary() ? 'p' : 'u')
                .set("conindid", unique.index())
                .set("condeferrable", unique.deferrable())
                .set("condeferred", unique.initiallyDeferred());
        case Constraint.ForeignKey key -> foreignKey(context, row, key);
      }
    }
  }

  private static void foreignKey(StatementContext context, Row row, Constraint.ForeignKey key) {
    List<Long> operators = operators(context, key);
    row.set("contype", 'f')
        .set("conindid", key.index())
        .set("condeferrable", key.deferrable())
        .set("condeferred", key.initiallyDeferred())
        .set("confrelid", key.referenced())
        .set("confupdtype", letter(key.onUpdate()))
        .set("confdeltype", letter(key.onDelete()))
        .set("confmatchtype", key.matchFull() ? 'f' : 's')
        .set("confkey", key.referencedColumns())
        .set("conpfeqop", operators)
        .set("conppeqop", operators)
        .set("conffeqop", operators)
        .set("confdelsetcols", key.deleteColumns().isEmpty() ? null : key.deleteColumns());
  }

  static char letter(Constraint.ForeignKey.Action action) {
    return switch (action) {
      case NO_ACTION -> 'a';
      case RESTRICT -> 'r';
      case CASCADE -> 'c';
      case SET_NULL -> 'n';
      case SET_DEFAULT -> 'd';
    };
  }

  /** The equality of each referenced column's type. */
  private static List<Long> operators(StatementContext context, Constraint.ForeignKey key) {
    Optional<Table> table = Names.object(context, Table.class, key.referenced());
    List<Long> operators = new ArrayList<>();
    for (int column : key.referencedColumns()) {
      operators.add(
          table
              .flatMap(found -> context.catalog().type(found.column(column).type()))
              .map(EqualityOperators::of)
              .orElse(0L));
    }
    return operators;
  }
}
