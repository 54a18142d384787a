package dev.instar.engine.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A view.
 *
 * @param query its query, with every name qualified, as SQL
 * @param dependsOn OIDs of the relations and types that it reads: they cannot be dropped without it
 */
public record View(
    int oid,
    int schema,
    String name,
    int owner,
    int rowType,
    List<Output> columns,
    String query,
    Map<String, String> options,
    Set<Integer> dependsOn,
    List<Grant> grants)
    implements Relation {
  public View {
    columns = List.copyOf(columns);
    options = Map.copyOf(options);
    dependsOn = Set.copyOf(dependsOn);
    grants = List.copyOf(grants);
  }

  /**
   * One of its columns.
   *
   * @param collation empty for the type's own
   */
  public record Output(String name, int type, int modifier, Optional<String> collation) {}

  public View withSchema(int now) {
    return new View(oid, now, name, owner, rowType, columns, query, options, dependsOn, grants);
  }

  public View withName(String now) {
    return new View(oid, schema, now, owner, rowType, columns, query, options, dependsOn, grants);
  }

  public View withOwner(int now) {
    return new View(oid, schema, name, now, rowType, columns, query, options, dependsOn, grants);
  }

  public View withColumns(List<Output> now) {
    return new View(oid, schema, name, owner, rowType, now, query, options, dependsOn, grants);
  }

  public View withQuery(String now) {
    return new View(oid, schema, name, owner, rowType, columns, now, options, dependsOn, grants);
  }

  public View withOptions(Map<String, String> now) {
    return new View(oid, schema, name, owner, rowType, columns, query, now, dependsOn, grants);
  }

  public View withDependsOn(Set<Integer> now) {
    return new View(oid, schema, name, owner, rowType, columns, query, options, now, grants);
  }

  public View withGrants(List<Grant> now) {
    return new View(oid, schema, name, owner, rowType, columns, query, options, dependsOn, now);
  }
}
