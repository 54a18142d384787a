package dev.instar.engine.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is published of a database; {@code pg_publication}.
 *
 * @param tables of FOR TABLE
 * @param schemas OIDs of FOR TABLES IN SCHEMA
 * @param operations of {@code insert}, {@code update}, {@code delete}, {@code truncate}
 */
public record Publication(
    int oid,
    String name,
    int owner,
    boolean allTables,
    List<PublishedTable> tables,
    List<Integer> schemas,
    Set<String> operations,
    boolean viaRoot)
    implements CatalogObject {
  public Publication {
    tables = List.copyOf(tables);
    schemas = List.copyOf(schemas);
    operations = Set.copyOf(operations);
  }

  /**
   * @param columns numbers of those that are published; empty for all
   * @param where a row filter, as SQL
   */
  public record PublishedTable(int table, List<Integer> columns, Optional<String> where) {
    public PublishedTable {
      columns = List.copyOf(columns);
    }
  }

  public Publication withName(String now) {
    return new Publication(oid, now, owner, allTables, tables, schemas, operations, viaRoot);
  }

  public Publication withOwner(int now) {
    return new Publication(oid, name, now, allTables, tables, schemas, operations, viaRoot);
  }

  public Publication withTables(List<PublishedTable> now) {
    return new Publication(oid, name, owner, allTables, now, schemas, operations, viaRoot);
  }

  public Publication withSchemas(List<Integer> now) {
    return new Publication(oid, name, owner, allTables, tables, now, operations, viaRoot);
  }
}
