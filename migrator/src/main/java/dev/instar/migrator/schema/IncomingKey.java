package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;

/**
 * A foreign key of another table (or of the table itself) that refers to a table.
 *
 * @param child the table that has the constraint
 * @param name the constraint
 * @param referring the columns of the child
 * @param indexed whether an index of the child begins with them, so that the rows that refer to one
 *     here are found without reading all
 * @param columns the referenced columns
 * @param index the index of the referenced table that it relies on
 * @param onDelete what becomes of the child's rows when a row here is deleted, as SQL writes it:
 *     {@code NO ACTION}, {@code CASCADE}, …
 * @param onUpdate likewise when its referenced columns change
 */
public record IncomingKey(
    TableName child,
    String name,
    List<String> referring,
    boolean indexed,
    List<String> columns,
    String index,
    String onDelete,
    String onUpdate) {
  public IncomingKey {
    Objects.requireNonNull(child, "child");
    Objects.requireNonNull(name, "name");
    referring = List.copyOf(referring);
    columns = List.copyOf(columns);
    Objects.requireNonNull(index, "index");
    Objects.requireNonNull(onDelete, "onDelete");
    Objects.requireNonNull(onUpdate, "onUpdate");
  }

  /** The same with another name for its table. */
  public IncomingKey withChild(TableName other) {
    return new IncomingKey(other, name, referring, indexed, columns, index, onDelete, onUpdate);
  }
}
