package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.function.Collation;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.deparse.ExpressionText;
import dev.instar.engine.system.deparse.Style;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.name.TypeText;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.Optional;

/** information_schema.columns. */
final class InformationColumns {
  private static final int MAX_OCTETS = 1 << 30;
  private static final int BYTES_PER_LETTER = 4;
  private static final int DEFAULT_SECOND_DIGITS = 6;
  private static final int DECIMAL = 10;
  private static final int BINARY = 2;
  private static final int PRECISION_SHIFT = 16;
  private static final int LOW_BITS = 0xffff;
  private static final int SCALE_BITS = 0x7ff;
  private static final int SCALE_SIGN = 0x400;
  private static final int HEADER = 4;

  private InformationColumns() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (Relation relation : context.catalog().all(Relation.class)) {
      String schema = InformationTables.schema(context, relation.schema());
      if (!wanted.mayBe("table_name", relation.name())
          || !wanted.mayBe("table_schema", schema)
          || !Accessible.table(context, relation)) {
        continue;
      }
      switch (relation) {
        case Table table -> table(context, rows, schema, table);
        case View view -> view(context, rows, schema, view);
        default -> {}
      }
    }
    for (RelationFacts facts : RelationFacts.all()) {
      if (wanted.mayBe("table_name", facts.name())
          && wanted.mayBe("table_schema", facts.schema())) {
        system(context, rows, facts);
      }
    }
  }

  private static void table(StatementContext context, Rows rows, String schema, Table table) {
    for (Column column : table.liveColumns()) {
      DataType type = context.catalog().type(column.type()).orElse(Types.TEXT);
      Row row =
          column(context, rows, schema, table.name(), column.name(), column.number())
              .set("is_nullable", !column.notNull())
              .set("is_updatable", true);
      type(context, row, type, column.modifier());
      collation(context, row, Collation.stored(column.collation(), type), type);
      values(context, row, table, column);
    }
  }

  private static Row column(
      StatementContext context,
      Rows rows,
      String schema,
      String relation,
      String column,
      int number) {
    return rows.add()
        .set("table_catalog", InformationTables.database(context))
        .set("table_schema", schema)
        .set("table_name", relation)
        .set("column_name", column)
        .set("ordinal_position", number)
        .set("dtd_identifier", Integer.toString(number))
        .set("is_self_referencing", false)
        .set("is_identity", false)
        .set("identity_cycle", false)
        .set("is_generated", "NEVER");
  }

  private static void values(StatementContext context, Row row, Table table, Column column) {
    boolean stored = column.generation() == Column.Generation.STORED;
    if (column.defaultText().isPresent()) {
      row.set(
          stored ? "generation_expression" : "column_default",
          ExpressionText.ofDefault(context, table, column, Style.PLAIN));
    }
    row.set("is_generated", stored ? "ALWAYS" : "NEVER");
    if (column.isIdentity()) {
      boolean always = column.generation() == Column.Generation.IDENTITY_ALWAYS;
      row.set("is_identity", true).set("identity_generation", always ? "ALWAYS" : "BY DEFAULT");
      for (Sequence sequence : context.catalog().ownedSequences(table.oid())) {
        Sequence.Owner owner = sequence.ownedBy().orElseThrow();
        if (owner.column() == column.number() && owner.internal()) {
          row.set("identity_start", Long.toString(sequence.start()))
              .set("identity_increment", Long.toString(sequence.increment()))
              .set("identity_maximum", Long.toString(sequence.maximum()))
              .set("identity_minimum", Long.toString(sequence.minimum()))
              .set("identity_cycle", sequence.cycle());
        }
      }
    }
  }

  private static void view(StatementContext context, Rows rows, String schema, View view) {
    int number = 1;
    for (View.Output output : view.columns()) {
      Row row =
          column(context, rows, schema, view.name(), output.name(), number++)
              .set("is_nullable", true)
              .set("is_updatable", false);
      DataType type = context.catalog().type(output.type()).orElse(Types.TEXT);
      type(context, row, type, output.modifier());
      collation(context, row, Collation.stored(output.collation(), type), type);
    }
  }

  /** Any but the default one. */
  private static void collation(
      StatementContext context, Row row, Collation collation, DataType type) {
    if (Collation.isCollatable(type) && collation != Collation.DEFAULT) {
      row.set("collation_catalog", InformationTables.database(context))
          .set("collation_schema", "pg_catalog")
          .set("collation_name", collation.sqlName());
    }
  }

  private static void system(StatementContext context, Rows rows, RelationFacts facts) {
    for (int i = 0; i < facts.columns().size(); i++) {
      SystemRelation.Column column = facts.columns().get(i);
      Row row =
          column(context, rows, facts.schema(), facts.name(), column.name(), i + 1)
              .set("is_nullable", !facts.notNull().get(i))
              .set("is_updatable", facts.kind() == 'r');
      type(context, row, column.type(), -1);
      collation(context, row, column.collation(), column.type());
    }
  }

  private static void type(StatementContext context, Row row, DataType type, int modifier) {
    DataType scalar = type.element().orElse(type);
    boolean user = scalar.kind() == 'e' || scalar.equals(Types.CITEXT);
    boolean array = type.name().startsWith("_") && type.element().isPresent();
    row.set("data_type", array ? "ARRAY" : user ? "USER-DEFINED" : TypeText.of(context, type, -1))
        .set("udt_catalog", InformationTables.database(context))
        .set("udt_schema", user ? userSchema(context, scalar) : "pg_catalog")
        .set("udt_name", type.name());
    if (type.name().equals("bpchar") && !array) {
      row.set("data_type", "character");
    }
    sizes(row, type, modifier);
  }

  private static String userSchema(StatementContext context, DataType type) {
    Catalog catalog = context.catalog();
    Optional<Integer> schema =
        type.equals(Types.CITEXT)
            ? catalog.extension(type.name()).map(Extension::schema)
            : Names.object(context, UserEnum.class, type.oid()).map(UserEnum::schema);
    return schema.map(oid -> InformationTables.schema(context, oid)).orElse("public");
  }

  private static void sizes(Row row, DataType type, int modifier) {
    switch (type.name()) {
      case "varchar", "bpchar" -> {
        if (modifier >= 0) {
          int length = TypeModifiers.length(modifier);
          row.set("character_maximum_length", length)
              .set("character_octet_length", length * BYTES_PER_LETTER);
        } else {
          row.set("character_octet_length", MAX_OCTETS);
        }
      }
      case "text" -> row.set("character_octet_length", MAX_OCTETS);
      case "int2", "int4", "int8" -> number(row, type.size() * Byte.SIZE, BINARY, 0);
      case "float4" -> number(row, 24, BINARY, null);
      case "float8" -> number(row, 53, BINARY, null);
      case "numeric" -> {
        if (modifier < 0) {
          row.set("numeric_precision_radix", DECIMAL);
        } else {
          int scale = (((modifier - HEADER) & SCALE_BITS) ^ SCALE_SIGN) - SCALE_SIGN;
          number(row, ((modifier - HEADER) >> PRECISION_SHIFT) & LOW_BITS, DECIMAL, scale);
        }
      }
      case "date" -> row.set("datetime_precision", 0);
      case "time", "timetz", "timestamp", "timestamptz" ->
          row.set("datetime_precision", modifier < 0 ? DEFAULT_SECOND_DIGITS : modifier);
      case "interval" -> row.set("datetime_precision", digits(modifier));
      default -> {}
    }
  }

  private static int digits(int modifier) {
    int digits = modifier & LOW_BITS;
    return modifier < 0 || digits == LOW_BITS ? DEFAULT_SECOND_DIGITS : digits;
  }

  private static void number(Row row, int precision, int radix, Integer scale) {
    row.set("numeric_precision", precision)
        .set("numeric_precision_radix", radix)
        .set("numeric_scale", scale);
  }

  /** collations. */
  static void collations(StatementContext context, Wanted wanted, Rows rows) {
    DataFile file = DataFile.of("pg_collation");
    for (Object[] collation : file.rows()) {
      rows.add()
          .set("collation_catalog", InformationTables.database(context))
          .set("collation_schema", "pg_catalog")
          .set("collation_name", file.get(collation, "collname"))
          .set("pad_attribute", "NO PAD");
    }
  }
}
