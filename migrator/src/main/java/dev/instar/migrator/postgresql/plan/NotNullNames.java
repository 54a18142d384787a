package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;

/**
 * From PostgreSQL 18 on, a column's NOT NULL is a constraint with a name. A schema that was read
 * where it is none gets those that the server would have chosen. Pure.
 */
public final class NotNullNames {
  private NotNullNames() {}

  /** The schema with a name for each NOT NULL that has none. */
  public static Schema in(Schema schema) {
    Schema named = schema;
    for (Table table : schema.tables().values()) {
      for (Column column : table.columns()) {
        if (column.nullability() != Nullability.NULLABLE && column.notNullConstraint().isEmpty()) {
          named = named(named, table.name(), column.name());
        }
      }
    }
    return named;
  }

  private static Schema named(Schema schema, TableName table, String column) {
    String name = ObjectNames.constraint(schema, table, List.of(column), "not_null");
    return schema
        .with(
            table,
            edit -> edit.column(column, c -> c.withNullability(c.nullability(), Optional.of(name))))
        .withConstraintName(new TableName(table.schema(), name));
  }
}
