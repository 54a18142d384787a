package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;

/**
 * {@code table [(columns)] [MATCH …] [ON DELETE …] [ON UPDATE …]} of a foreign key.
 *
 * @param table the referenced table
 * @param columns its columns; empty where the primary key is meant
 * @param match {@code SIMPLE} or {@code FULL}
 * @param onDelete the action as written in upper case, {@code NO ACTION} where none was
 * @param onUpdate likewise
 */
public record ForeignKeyTarget(
    QualifiedName table, List<String> columns, String match, String onDelete, String onUpdate) {
  public ForeignKeyTarget {
    Objects.requireNonNull(table, "table");
    columns = List.copyOf(columns);
  }
}
