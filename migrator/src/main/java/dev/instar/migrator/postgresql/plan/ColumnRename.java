package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;

/** What RENAME COLUMN does to the model: the column, and whatever mentions it. */
final class ColumnRename {
  private ColumnRename() {}

  static Schema apply(Schema schema, TableName table, String from, String to) {
    return schema.with(
        table,
        t -> {
          t.column(from, c -> c.withName(to));
          schema.table(table).indexes().forEach(i -> t.index(i.name(), x -> rename(x, from, to)));
          schema
              .table(table)
              .constraints()
              .forEach(c -> t.constraint(c.name(), x -> rename(x, from, to)));
          return t;
        });
  }

  private static Index rename(Index index, String from, String to) {
    return new Index(
        index.name(),
        index.definition(),
        index.method(),
        index.unique(),
        index.valid(),
        index.immediate(),
        index.keys().stream().map(k -> k.map(c -> c.equals(from) ? to : c)).toList(),
        rename(index.include(), from, to),
        rename(index.columns(), from, to),
        index.predicate(),
        index.nullsNotDistinct(),
        index.plainKeys(),
        index.replicaIdentity(),
        index.constraint(),
        index.bytes());
  }

  private static Constraint rename(Constraint constraint, String from, String to) {
    return new Constraint(
        constraint.name(),
        constraint.type(),
        constraint.definition(),
        constraint.validated(),
        constraint.enforced(),
        constraint.deferrable(),
        rename(constraint.columns(), from, to),
        constraint.referenced());
  }

  private static List<String> rename(List<String> columns, String from, String to) {
    return columns.stream().map(c -> c.equals(from) ? to : c).toList();
  }

  /** The table that a foreign key refers to, under its new name. */
  static Constraint follow(Constraint constraint, TableName from, TableName to) {
    Optional<Constraint.Reference> reference =
        constraint
            .referenced()
            .map(r -> r.table().equals(from) ? new Constraint.Reference(to, r.columns()) : r);
    return new Constraint(
        constraint.name(),
        constraint.type(),
        constraint.definition(),
        constraint.validated(),
        constraint.enforced(),
        constraint.deferrable(),
        constraint.columns(),
        reference);
  }
}
