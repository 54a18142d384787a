package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import java.util.Optional;

/**
 * The names that are taken while a statement that also drops something chooses new ones.
 *
 * @param schema the schema as it is after the drop
 * @param namespace the schema's name in which names are looked for
 */
record StatementNames(Schema schema, String namespace) {
  static StatementNames without(Schema schema, TableName table, Optional<Constraint> dropped) {
    Schema after = schema;
    if (dropped.isPresent()) {
      TableName free = new TableName(table.schema(), dropped.get().name());
      after =
          schema
              .with(table, t -> t.dropConstraint(dropped.get().name()))
              .withoutRelationName(free)
              .withoutConstraintName(free);
    }
    return new StatementNames(after, table.schema());
  }

  /** Whether a relation has the name. */
  boolean taken(String name) {
    return schema.relations().contains(new TableName(namespace, name));
  }
}
