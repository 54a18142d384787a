package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;

/**
 * A foreign key of another table (or of the table itself) that refers to a table.
 *
 * @param child the table that has the constraint
 * @param name the constraint
 * @param columns the referenced columns
 * @param index the index of the referenced table that it relies on
 */
public record IncomingKey(TableName child, String name, List<String> columns, String index) {
  public IncomingKey {
    Objects.requireNonNull(child, "child");
    Objects.requireNonNull(name, "name");
    columns = List.copyOf(columns);
    Objects.requireNonNull(index, "index");
  }
}
