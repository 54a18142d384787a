package dev.instar.engine.catalog;

import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.EnumType;
import java.util.List;

/** An enum type and the array type over it; {@code pg_type} and {@code pg_enum}. */
public record UserEnum(
    int oid, int arrayOid, int schema, String name, int owner, List<EnumType.Label> labels)
    implements CatalogObject {
  public UserEnum {
    labels = List.copyOf(labels);
  }

  public EnumType type() {
    return new EnumType(oid, arrayOid, name, labels);
  }

  public ArrayType arrayType() {
    return new ArrayType(arrayOid, "_" + name, type());
  }
}
