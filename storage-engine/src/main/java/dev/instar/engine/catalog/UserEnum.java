package dev.instar.engine.catalog;

import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.EnumType;
import java.util.List;
import java.util.Set;

/** An enum type and the array type over it; {@code pg_type} and {@code pg_enum}. */
public record UserEnum(
    int oid, int arrayOid, int schema, String name, int owner, List<EnumType.Label> labels)
    implements CatalogObject {
  public UserEnum {
    labels = List.copyOf(labels);
  }

  /**
   * @param newLabels see {@link EnumType}
   */
  EnumType type(Set<Long> newLabels) {
    return new EnumType(oid, arrayOid, name, labels, newLabels);
  }

  ArrayType arrayType(EnumType type) {
    return new ArrayType(arrayOid, "_" + name, type);
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
