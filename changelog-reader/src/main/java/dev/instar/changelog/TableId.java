package dev.instar.changelog;

import java.util.Objects;

/** A table by its schema (PostgreSQL) or database (MySQL) and name, as the server spells them. */
public record TableId(String schema, String name) {
  public TableId {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(name, "name");
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
