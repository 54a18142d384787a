package dev.instar.engine.catalog;

import java.util.List;
import java.util.Map;
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

  /** One of its columns. */
  public record Output(String name, int type, int modifier) {}
}
