package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.statement.StatementContext;

/** pg_database. */
final class DatabaseRows {
  private static final int UTF8 = 6;
  private static final int DEFAULT_TABLESPACE = 1663;

  private DatabaseRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (DatabaseEntry database : context.shared().all(DatabaseEntry.class)) {
      if (wanted.mayBe("oid", database.oid()) && wanted.mayBe("datname", database.name())) {
        rows.add()
            .set("oid", database.oid())
            .set("datname", database.name())
            .set("datdba", database.owner())
            .set("encoding", UTF8)
            .set("datlocprovider", 'c')
            .set("datallowconn", database.allowConnections())
            .set("datconnlimit", database.connectionLimit())
            .set("datfrozenxid", 3)
            .set("datminmxid", 1)
            .set("dattablespace", DEFAULT_TABLESPACE)
            .set("datcollate", "C.UTF-8")
            .set("datctype", "C.UTF-8")
            .set("datacl", Acl.items(context, database.grants()));
      }
    }
  }
}
