package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.deparse.ViewText;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;

/** information_schema: schemata, tables, views, sequences, roles. */
final class InformationTables {
  private InformationTables() {}

  static String database(StatementContext context) {
    return context.functions().database();
  }

  static String schema(StatementContext context, int oid) {
    return Names.schema(context, oid).orElse("");
  }

  static void catalogName(StatementContext context, Wanted wanted, Rows rows) {
    rows.add().set("catalog_name", database(context));
  }

  static void schemata(StatementContext context, Wanted wanted, Rows rows) {
    for (Schema schema : context.catalog().all(Schema.class)) {
      if (wanted.mayBe("schema_name", schema.name()) && Accessible.any(context, schema, "UC")) {
        rows.add()
            .set("catalog_name", database(context))
            .set("schema_name", schema.name())
            .set("schema_owner", Names.role(context, schema.owner()));
      }
    }
  }

  static void tables(StatementContext context, Wanted wanted, Rows rows) {
    for (Relation relation : context.catalog().all(Relation.class)) {
      boolean shown = relation instanceof Table || relation instanceof View;
      String schema = schema(context, relation.schema());
      if (shown
          && wanted.mayBe("table_name", relation.name())
          && wanted.mayBe("table_schema", schema)
          && Accessible.table(context, relation)) {
        boolean temporary =
            relation instanceof Table table && table.persistence() == Table.Persistence.TEMPORARY;
        table(
                context,
                rows,
                schema,
                relation.name(),
                relation instanceof View ? "VIEW" : temporary ? "LOCAL TEMPORARY" : "BASE TABLE")
            .set("is_insertable_into", relation instanceof Table);
      }
    }
    for (RelationFacts facts : RelationFacts.all()) {
      if (wanted.mayBe("table_name", facts.name())
          && wanted.mayBe("table_schema", facts.schema())) {
        boolean base = facts.kind() == 'r';
        table(context, rows, facts.schema(), facts.name(), base ? "BASE TABLE" : "VIEW")
            .set("is_insertable_into", base);
      }
    }
  }

  private static Row table(
      StatementContext context, Rows rows, String schema, String name, String type) {
    return rows.add()
        .set("table_catalog", database(context))
        .set("table_schema", schema)
        .set("table_name", name)
        .set("table_type", type)
        .set("is_typed", false);
  }

  static void views(StatementContext context, Wanted wanted, Rows rows) {
    for (View view : context.catalog().all(View.class)) {
      if (wanted.mayBe("table_name", view.name()) && Accessible.table(context, view)) {
        rows.add()
            .set("table_catalog", database(context))
            .set("table_schema", schema(context, view.schema()))
            .set("table_name", view.name())
            .set("view_definition", ViewText.definition(context, view, false))
            .set("check_option", "NONE")
            .set("is_updatable", false)
            .set("is_insertable_into", false)
            .set("is_trigger_updatable", false)
            .set("is_trigger_deletable", false)
            .set("is_trigger_insertable_into", false);
      }
    }
  }

  static void sequences(StatementContext context, Wanted wanted, Rows rows) {
    for (Sequence sequence : context.catalog().all(Sequence.class)) {
      boolean identity = sequence.ownedBy().map(Sequence.Owner::internal).orElse(false);
      if (!identity && Accessible.any(context, sequence, "rwU")) {
        DataType type = Types.byOid(sequence.type()).orElse(Types.BIGINT);
        rows.add()
            .set("sequence_catalog", database(context))
            .set("sequence_schema", schema(context, sequence.schema()))
            .set("sequence_name", sequence.name())
            .set("data_type", type.sqlName())
            .set("numeric_precision", type.size() * Byte.SIZE)
            .set("numeric_precision_radix", 2)
            .set("numeric_scale", 0)
            .set("start_value", Long.toString(sequence.start()))
            .set("minimum_value", Long.toString(sequence.minimum()))
            .set("maximum_value", Long.toString(sequence.maximum()))
            .set("increment", Long.toString(sequence.increment()))
            .set("cycle_option", sequence.cycle());
      }
    }
  }

  static void roles(StatementContext context, Wanted wanted, Rows rows) {
    for (Role role : context.shared().all(Role.class)) {
      if (role.oid() == context.role()) {
        rows.add().set("role_name", role.name());
      }
    }
  }
}
