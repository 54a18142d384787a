package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;

/** pg_attribute. */
final class AttributeRows {
  /** The columns that every table has beside its own, from -1 down. */
  private static final List<SystemRelation.Column> IDENTITY =
      List.of(
          new SystemRelation.Column("ctid", Types.TID),
          new SystemRelation.Column("xmin", Types.XID),
          new SystemRelation.Column("cmin", Types.byName("cid").orElseThrow()),
          new SystemRelation.Column("xmax", Types.XID),
          new SystemRelation.Column("cmax", Types.byName("cid").orElseThrow()),
          new SystemRelation.Column("tableoid", Types.OID));

  private static final List<SystemRelation.Column> SEQUENCE =
      List.of(
          new SystemRelation.Column("last_value", Types.BIGINT),
          new SystemRelation.Column("log_cnt", Types.BIGINT),
          new SystemRelation.Column("is_called", Types.BOOLEAN));

  private AttributeRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    Relations relations = Relations.of(context, wanted, "attrelid", "");
    for (Relation relation : relations.stored()) {
      switch (relation) {
        case Table table -> table(context, rows, table);
        case Index index -> index(context, rows, index);
        case Sequence sequence -> sequence(rows, sequence);
        case View view -> view(context, rows, view);
      }
    }
    for (RelationFacts facts : relations.system()) {
      system(rows, facts);
    }
  }

  private static Row attribute(
      Rows rows, int relation, int number, String name, DataType type, int modifier) {
    TypeFacts facts = TypeFacts.of(type);
    return rows.add()
        .set("attrelid", relation)
        .set("attname", name)
        .set("atttypid", type.oid())
        .set("attlen", facts.length())
        .set("attnum", number)
        .set("attcacheoff", -1)
        .set("atttypmod", modifier)
        .set("attndims", type.name().startsWith("_") && type.element().isPresent() ? 1 : 0)
        .set("attbyval", facts.byValue())
        .set("attalign", facts.alignment())
        .set("attstorage", facts.storage())
        .set("attcollation", facts.collation())
        .set("attislocal", true);
  }

  private static void identity(Rows rows, int relation) {
    for (int i = 0; i < IDENTITY.size(); i++) {
      SystemRelation.Column column = IDENTITY.get(i);
      attribute(rows, relation, -1 - i, column.name(), column.type(), -1).set("attnotnull", true);
    }
  }

  private static void table(StatementContext context, Rows rows, Table table) {
    identity(rows, table.oid());
    for (Column column : table.columns()) {
      if (column.dropped()) {
        dropped(rows, table, column);
      } else {
        live(context, rows, table, column);
      }
    }
  }

  private static void dropped(Rows rows, Table table, Column column) {
    DataType type = Types.byOid(column.type()).orElse(Types.TEXT);
    attribute(
            rows,
            table.oid(),
            column.number(),
            "........pg.dropped." + column.number() + "........",
            type,
            column.modifier())
        .set("atttypid", 0)
        .set("attisdropped", true);
  }

  private static void live(StatementContext context, Rows rows, Table table, Column column) {
    DataType type = context.catalog().type(column.type()).orElse(Types.TEXT);
    Row row =
        attribute(rows, table.oid(), column.number(), column.name(), type, column.modifier())
            .set("attnotnull", column.notNull())
            .set("atthasdef", column.defaultText().isPresent())
            .set("atthasmissing", column.missing().isPresent())
            .set("attidentity", identity(column))
            .set("attgenerated", generated(column))
            .set("attoptions", ClassRows.options(column.options()))
            .set(
                "attcompression",
                column.compression().map(AttributeRows::compression).orElse((byte) 0));
    if (column.statistics() >= 0) {
      row.set("attstattarget", column.statistics());
    }
    column.storage().ifPresent(storage -> row.set("attstorage", storage(storage)));
    row.set("attcollation", Collations.oid(column.collation(), type));
  }

  private static byte compression(String name) {
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "pglz" -> 'p';
      case "lz4" -> 'l';
      default -> 0;
    };
  }

  private static byte storage(String name) {
    return switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "plain" -> 'p';
      case "external" -> 'e';
      case "main" -> 'm';
      default -> 'x';
    };
  }

  private static byte identity(Column column) {
    return switch (column.generation()) {
      case IDENTITY_ALWAYS -> 'a';
      case IDENTITY_BY_DEFAULT -> 'd';
      case NONE, STORED -> 0;
    };
  }

  private static byte generated(Column column) {
    return (byte) (column.generation() == Column.Generation.STORED ? 's' : 0);
  }

  private static void index(StatementContext context, Rows rows, Index index) {
    List<String> names = IndexColumns.names(context, index);
    int number = 0;
    for (Index.Key key : index.keys()) {
      DataType type = context.catalog().type(key.type()).orElse(Types.TEXT);
      int modifier = IndexColumns.modifier(context, index, key.column());
      attribute(rows, index.oid(), number + 1, names.get(number), type, modifier)
          .set("attcollation", Collations.oid(key.collation(), type));
      number++;
    }
    for (int column : index.include()) {
      DataType type = IndexColumns.type(context, index, column);
      int modifier = IndexColumns.modifier(context, index, column);
      attribute(rows, index.oid(), number + 1, names.get(number), type, modifier)
          .set("attcollation", 0);
      number++;
    }
  }

  private static void sequence(Rows rows, Sequence sequence) {
    identity(rows, sequence.oid());
    for (int i = 0; i < SEQUENCE.size(); i++) {
      SystemRelation.Column column = SEQUENCE.get(i);
      attribute(rows, sequence.oid(), i + 1, column.name(), column.type(), -1)
          .set("attnotnull", true);
    }
  }

  private static void view(StatementContext context, Rows rows, View view) {
    int number = 1;
    for (View.Output output : view.columns()) {
      DataType type = context.catalog().type(output.type()).orElse(Types.TEXT);
      attribute(rows, view.oid(), number++, output.name(), type, output.modifier())
          .set("attcollation", Collations.oid(output.collation(), type));
    }
  }

  private static void system(Rows rows, RelationFacts facts) {
    if (facts.kind() == 'r') {
      identity(rows, facts.oid());
    }
    for (int i = 0; i < facts.columns().size(); i++) {
      SystemRelation.Column column = facts.columns().get(i);
      Row row =
          attribute(rows, facts.oid(), i + 1, column.name(), column.type(), -1)
              .set("attnotnull", facts.notNull().get(i));
      if (TypeFacts.of(column.type()).collation() != 0) {
        row.set("attcollation", Collations.oid(column.collation()));
      }
    }
  }
}
