package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.deparse.IndexText;
import dev.instar.engine.system.deparse.RuleTree;
import dev.instar.engine.system.deparse.ViewText;
import dev.instar.engine.system.name.Names;
import java.util.Optional;

/** pg_tables, pg_indexes, pg_views, pg_rewrite: what is shown of relations under other names. */
final class ViewedRows {
  private ViewedRows() {}

  private static boolean isWanted(
      StatementContext context, Wanted wanted, int schema, String column, String name) {
    return wanted.mayBe(column, name)
        && (!wanted.by("schemaname")
            || Names.schema(context, schema).map(wanted.name("schemaname")::equals).orElse(false));
  }

  static void tables(StatementContext context, Wanted wanted, Rows rows) {
    for (Table table : context.catalog().all(Table.class)) {
      if (isWanted(context, wanted, table.schema(), "tablename", table.name())) {
        boolean keys =
            !context.catalog().referencing(table.oid()).isEmpty()
                || context.catalog().constraints(table.oid()).stream()
                    .anyMatch(Constraint.ForeignKey.class::isInstance);
        rows.add()
            .set("schemaname", Names.schema(context, table.schema()))
            .set("tablename", table.name())
            .set("tableowner", Names.role(context, table.owner()))
            .set("hasindexes", !context.catalog().indexes(table.oid()).isEmpty())
            .set("hasrules", false)
            .set("hastriggers", keys)
            .set("rowsecurity", false);
      }
    }
    for (RelationFacts facts : RelationFacts.all()) {
      if (facts.kind() == 'r'
          && isWanted(context, wanted, facts.schemaOid(), "tablename", facts.name())) {
        rows.add()
            .set("schemaname", facts.schema())
            .set("tablename", facts.name())
            .set("tableowner", Names.role(context, 10))
            .set("hasindexes", true)
            .set("hasrules", false)
            .set("hastriggers", false)
            .set("rowsecurity", false);
      }
    }
  }

  static void indexes(StatementContext context, Wanted wanted, Rows rows) {
    for (Index index : context.catalog().all(Index.class)) {
      Optional<Table> table = Names.object(context, Table.class, index.table());
      if (table.isPresent()
          && isWanted(context, wanted, index.schema(), "indexname", index.name())
          && wanted.mayBe("tablename", table.get().name())) {
        rows.add()
            .set("schemaname", Names.schema(context, index.schema()))
            .set("tablename", table.get().name())
            .set("indexname", index.name())
            .set("indexdef", IndexText.definition(context, index));
      }
    }
  }

  static void views(StatementContext context, Wanted wanted, Rows rows) {
    for (View view : context.catalog().all(View.class)) {
      if (isWanted(context, wanted, view.schema(), "viewname", view.name())) {
        rows.add()
            .set("schemaname", Names.schema(context, view.schema()))
            .set("viewname", view.name())
            .set("viewowner", Names.role(context, view.owner()))
            .set("definition", ViewText.definition(context, view, false));
      }
    }
  }

  /** Of each view, the rule that makes it one. */
  static void rules(StatementContext context, Wanted wanted, Rows rows) {
    for (View view : context.catalog().all(View.class)) {
      if (wanted.mayBe("ev_class", view.oid())
          && wanted.mayBe("oid", MadeOids.ofRule(view.oid()))) {
        rows.add()
            .set("oid", MadeOids.ofRule(view.oid()))
            .set("rulename", "_RETURN")
            .set("ev_class", view.oid())
            .set("ev_type", '1')
            .set("ev_enabled", 'O')
            .set("is_instead", true)
            .set("ev_qual", "<>")
            .set("ev_action", RuleTree.of(context, view));
      }
    }
  }
}
