package dev.instar.engine.system.name;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.EnumType;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.Optional;

/** Types as {@code format_type} prints them. Stateless. */
public final class TypeText {
  private TypeText() {}

  /** A type with its modifier; a user's with its schema where the search path does not find it. */
  public static String of(StatementContext context, DataType type, int modifier) {
    DataType element = type.element().orElse(type);
    if (element instanceof EnumType) {
      String name = ofEnum(context, element.oid()).orElse(element.name());
      return type.element().isEmpty() ? name : name + "[]";
    }
    if (element.equals(Types.CITEXT)) {
      String name = ofExtension(context, element);
      return type.element().isEmpty() ? name : name + "[]";
    }
    return modifier < 0 ? type.sqlName() : TypeModifiers.format(type, modifier);
  }

  private static Optional<String> ofEnum(StatementContext context, int oid) {
    return Names.object(context, UserEnum.class, oid)
        .map(
            type ->
                Names.isVisible(context, type)
                    ? Names.quoted(type.name())
                    : Names.qualified(context, type.schema(), type.name()));
  }

  /** A type that the extension of its name has brought. */
  private static String ofExtension(StatementContext context, DataType type) {
    return context
        .catalog()
        .extension(type.name())
        .filter(e -> !Names.isTypeVisible(context, e.schema(), type.name()))
        .map(e -> Names.qualified(context, e.schema(), type.name()))
        .orElse(type.sqlName());
  }

  /** By its OID, row types included; empty if there is no such type. */
  public static Optional<String> of(StatementContext context, int oid, int modifier) {
    Optional<DataType> type = Types.byOid(oid).or(() -> context.catalog().type(oid));
    return type.map(found -> of(context, found, modifier)).or(() -> ofRow(context, oid));
  }

  private static Optional<String> ofRow(StatementContext context, int oid) {
    for (Table table : context.catalog().all(Table.class)) {
      if (table.rowType() == oid) {
        return Names.relation(context, table.oid());
      }
    }
    for (View view : context.catalog().all(View.class)) {
      if (view.rowType() == oid) {
        return Names.relation(context, view.oid());
      }
    }
    return Optional.empty();
  }
}
