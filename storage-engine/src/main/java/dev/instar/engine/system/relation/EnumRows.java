package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.EnumType;

/** pg_enum. */
final class EnumRows {
  private EnumRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (UserEnum type :
        wanted.byOid(
            "enumtypid",
            oid -> Names.object(context, UserEnum.class, oid),
            () -> context.catalog().all(UserEnum.class))) {
      float place = 1;
      for (EnumType.Label label : type.labels()) {
        rows.add()
            .set("oid", label.oid())
            .set("enumtypid", type.oid())
            .set("enumsortorder", place++)
            .set("enumlabel", label.text());
      }
    }
  }
}
