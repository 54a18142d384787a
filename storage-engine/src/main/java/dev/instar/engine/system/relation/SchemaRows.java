package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Schema;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;

/** pg_namespace. */
final class SchemaRows {
  private SchemaRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Schema schema :
        wanted.by("oid")
            ? Names.object(context, Schema.class, wanted.oid("oid")).stream().toList()
            : wanted.byName(
                "nspname", context.catalog()::schema, () -> context.catalog().all(Schema.class))) {
      rows.add()
          .set("oid", schema.oid())
          .set("nspname", schema.name())
          .set("nspowner", schema.owner())
          .set("nspacl", Acl.items(context, schema.grants()));
    }
  }
}
