package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.TableConstraint;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** ADD UNIQUE or PRIMARY KEY on a partitioned table. */
record PartitionedKey(StatementDraft draft, TableConstraint.Unique unique)
    implements PartitionedIndex.Form {
  @Override
  public String choose(TableName table) {
    List<String> columns =
        Stream.concat(unique.columns().stream(), unique.include().stream()).toList();
    return ObjectNames.constraintIndex(
        draft.schema(), table, ObjectNames.distinct(columns), unique.primaryKey() ? "pkey" : "key");
  }

  @Override
  public String onOnly(TableName table, String name) {
    return "ALTER TABLE ONLY "
        + table.quoted()
        + " ADD CONSTRAINT "
        + Identifiers.quote(name)
        + " "
        + UniqueRule.words(unique)
        + (unique.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
        + " ("
        + ForeignKeyRule.quoted(unique.columns())
        + ")"
        + (unique.include().isEmpty()
            ? ""
            : " INCLUDE (" + ForeignKeyRule.quoted(unique.include()) + ")")
        + UniqueRule.options(unique.options())
        + unique.tablespace().map(t -> " USING INDEX TABLESPACE " + Identifiers.quote(t)).orElse("")
        + UniqueRule.timing(unique.timing());
  }

  @Override
  public LockMode lockOnly() {
    return LockMode.ACCESS_EXCLUSIVE;
  }

  @Override
  public String concurrently(TableName table, String name) {
    return UniqueRule.concurrently(table, name, unique);
  }

  @Override
  public Optional<String> adopt(TableName table, String name) {
    return Optional.of(
        NotNullRule.alter(table)
            + "ADD CONSTRAINT "
            + Identifiers.quote(name)
            + " "
            + UniqueRule.words(unique)
            + " USING INDEX "
            + Identifiers.quote(name)
            + UniqueRule.timing(unique.timing()));
  }

  @Override
  public String drop(TableName root, String name) {
    return NotNullRule.alter(root) + "DROP CONSTRAINT IF EXISTS " + Identifiers.quote(name);
  }

  @Override
  public Index index(String name) {
    return UniqueRule.index(name, unique);
  }

  @Override
  public boolean plainButForOrder() {
    return true;
  }

  @Override
  public Optional<Constraint> constraint(String name) {
    return Optional.of(UniqueRule.constraint(name, unique));
  }
}
