package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.Types;

/** pg_type: PostgreSQL's own, enums and the arrays over them, the row types of tables and views. */
final class TypeRows {
  private static final int DEFAULT_COLLATION = 100;

  /** The OIDs of its input, output, receive and send functions. */
  private record InOut(int input, int output, int receive, int send) {
    static final InOut ENUM = new InOut(3506, 3507, 3532, 3533);
    static final InOut ARRAY = new InOut(750, 751, 2400, 2401);
    static final InOut ROW = new InOut(2290, 2291, 2402, 2403);
    static final InOut TEXT = new InOut(46, 47, 2414, 2415);
  }

  private static final int ARRAY_SUBSCRIPT = 6179;
  private static final int ARRAY_ANALYZE = 3816;

  private TypeRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    DataFile.of("pg_type").rows(wanted.equal()).forEach(rows::add);
    int oid = wanted.by("oid") ? wanted.oid("oid") : 0;
    if (oid != 0
        && Types.byOid(oid).isPresent()
        && oid != Types.CITEXT.oid()
        && oid != Types.CITEXT.arrayOid()) {
      return;
    }
    context.catalog().extension("citext").ifPresent(extension -> citext(rows, extension));
    for (UserEnum type : context.catalog().all(UserEnum.class)) {
      if (wanted.mayBe("typnamespace", type.schema())) {
        enumeration(rows, type);
      }
    }
    for (Relation relation : context.catalog().all(Relation.class)) {
      switch (relation) {
        case Table table when wanted.mayBe("oid", table.rowType()) ->
            rowType(rows, relation, table.rowType());
        case View view when wanted.mayBe("oid", view.rowType()) ->
            rowType(rows, relation, view.rowType());
        default -> {}
      }
    }
  }

  private static Row type(Rows rows, int oid, String name, int schema, int owner, InOut functions) {
    return rows.add()
        .set("oid", oid)
        .set("typname", name)
        .set("typnamespace", schema)
        .set("typowner", owner)
        .set("typisdefined", true)
        .set("typdelim", ',')
        .set("typlen", -1)
        .set("typinput", functions.input())
        .set("typoutput", functions.output())
        .set("typreceive", functions.receive())
        .set("typsend", functions.send())
        .set("typalign", 'i')
        .set("typstorage", 'x')
        .set("typtypmod", -1);
  }

  private static void array(Rows rows, int oid, String name, int schema, int owner, int element) {
    type(rows, oid, name, schema, owner, InOut.ARRAY)
        .set("typtype", 'b')
        .set("typcategory", 'A')
        .set("typsubscript", ARRAY_SUBSCRIPT)
        .set("typanalyze", ARRAY_ANALYZE)
        .set("typelem", element);
  }

  /** The engine always has it; a database has it from CREATE EXTENSION on, and where that says. */
  private static void citext(Rows rows, Extension extension) {
    int oid = Types.CITEXT.oid();
    type(rows, oid, "citext", extension.schema(), extension.owner(), InOut.TEXT)
        .set("typtype", 'b')
        .set("typcategory", 'S')
        .set("typcollation", DEFAULT_COLLATION)
        .set("typarray", Types.CITEXT.arrayOid());
    int array = Types.CITEXT.arrayOid();
    array(rows, array, "_citext", extension.schema(), extension.owner(), oid);
  }

  private static void enumeration(Rows rows, UserEnum type) {
    type(rows, type.oid(), type.name(), type.schema(), type.owner(), InOut.ENUM)
        .set("typtype", 'e')
        .set("typcategory", 'E')
        .set("typlen", Integer.BYTES)
        .set("typbyval", true)
        .set("typstorage", 'p')
        .set("typarray", type.arrayOid());
    array(rows, type.arrayOid(), "_" + type.name(), type.schema(), type.owner(), type.oid());
  }

  private static void rowType(Rows rows, Relation relation, int oid) {
    type(rows, oid, relation.name(), relation.schema(), relation.owner(), InOut.ROW)
        .set("typtype", 'c')
        .set("typcategory", 'C')
        .set("typalign", 'd')
        .set("typrelid", relation.oid());
  }
}
