package dev.instar.migrator.schema;

import java.util.Objects;

/** A relation by its schema and name, as the catalog spells them. */
public record TableName(String schema, String name) implements Comparable<TableName> {
  public TableName {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(name, "name");
  }

  /** Both parts quoted, for use in a statement. */
  public String quoted() {
    return Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  /** For messages: {@code schema.name}, unquoted. */
  @Override
  public String toString() {
    return schema + "." + name;
  }

  /** The fixed order in which several tables are locked. */
  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }
}
