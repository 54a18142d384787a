package dev.instar.migrator.schema;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a plan knows of a database: the tables that a script names, and the names that are taken.
 *
 * @param searchPath the schemas in which a name without schema is looked up, in order
 * @param tables the relations that the script names and those on the other end of their foreign
 *     keys
 * @param relations the names of relations (tables, indexes, sequences, views) that are taken, at
 *     least those that a name chosen by the server could collide with
 * @param constraints likewise the names of constraints, which are looked for per schema
 */
public record Schema(
    List<String> searchPath,
    SortedMap<TableName, Table> tables,
    Set<TableName> relations,
    Set<TableName> constraints) {
  public Schema {
    searchPath = List.copyOf(searchPath);
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    relations = Set.copyOf(relations);
    constraints = Set.copyOf(constraints);
  }

  /**
   * The table that a name means: in the schema written, or in the first of the path that has it.
   */
  public Optional<Table> find(Optional<String> schema, String name) {
    if (schema.isPresent()) {
      return Optional.ofNullable(tables.get(new TableName(schema.get(), name)));
    }
    return searchPath.stream()
        .map(s -> tables.get(new TableName(s, name)))
        .filter(t -> t != null)
        .findFirst();
  }

  /** The table that has the index of that name. */
  public Optional<Table> findByIndex(Optional<String> schema, String index) {
    List<String> schemas = schema.map(List::of).orElse(searchPath);
    return schemas.stream()
        .flatMap(
            s ->
                tables.values().stream()
                    .filter(t -> t.name().schema().equals(s) && t.index(index).isPresent()))
        .findFirst();
  }

  public Table table(TableName name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("not read: " + name);
    }
    return table;
  }

  /** This schema with one table replaced. */
  public Schema with(Table table) {
    return replace(table.name(), table);
  }

  /** This schema with one table changed; without effect for one that was not read. */
  public Schema with(TableName name, UnaryOperator<TableEdit> changes) {
    Table table = tables.get(name);
    return table == null ? this : replace(name, table.with(changes));
  }

  /** This schema with the table {@code old} gone and {@code table} there. */
  public Schema replace(TableName old, Table table) {
    Map<TableName, Table> changed = new HashMap<>(tables);
    changed.remove(old);
    changed.put(table.name(), table);
    Set<TableName> names = new HashSet<>(relations);
    names.remove(old);
    names.add(table.name());
    return new Schema(searchPath, new TreeMap<>(changed), names, constraints);
  }

  /** This schema with that table gone. Its name is free. */
  public Schema without(TableName name) {
    SortedMap<TableName, Table> changed = new TreeMap<>(tables);
    changed.remove(name);
    return new Schema(searchPath, changed, relations, constraints).withoutRelationName(name);
  }

  /** This schema once its script has been run: whoever comes next may use what it has made. */
  public Schema inUse() {
    Schema used = this;
    for (TableName name : tables.keySet()) {
      used = used.with(name, t -> t.trait(Table.Trait.NEW, false));
    }
    return used;
  }

  /** The name of something new: in the schema written, or in the first of the path. */
  public TableName place(Optional<String> schema, String name) {
    return new TableName(
        schema.orElseGet(
            () ->
                searchPath.stream()
                    .filter(s -> !s.equals("pg_catalog"))
                    .findFirst()
                    .orElse("public")),
        name);
  }

  public Schema withRelationName(TableName taken) {
    Set<TableName> names = new HashSet<>(relations);
    names.add(taken);
    return new Schema(searchPath, tables, names, constraints);
  }

  public Schema withoutRelationName(TableName free) {
    Set<TableName> names = new HashSet<>(relations);
    names.remove(free);
    return new Schema(searchPath, tables, names, constraints);
  }

  public Schema withConstraintName(TableName taken) {
    Set<TableName> names = new HashSet<>(constraints);
    names.add(taken);
    return new Schema(searchPath, tables, relations, names);
  }

  public Schema withoutConstraintName(TableName free) {
    Set<TableName> names = new HashSet<>(constraints);
    names.remove(free);
    return new Schema(searchPath, tables, relations, names);
  }
}
