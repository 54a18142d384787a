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

  public UserEnum withSchema(int now) {
    return new UserEnum(oid, arrayOid, now, name, owner, labels);
  }

  public UserEnum withName(String now) {
    return new UserEnum(oid, arrayOid, schema, now, owner, labels);
  }

  public UserEnum withOwner(int now) {
    return new UserEnum(oid, arrayOid, schema, name, now, labels);
  }

  public UserEnum withLabels(List<EnumType.Label> now) {
    return new UserEnum(oid, arrayOid, schema, name, owner, now);
  }
}
