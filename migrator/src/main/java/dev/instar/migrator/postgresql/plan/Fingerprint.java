package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Foundation;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a plan depends on: the tables' shapes, what hangs on them, and the server's major version.
 * Sizes and free names are left out: they change while nobody changes the schema.
 */
public final class Fingerprint {
  private static final String TABLE = "table ";

  private Fingerprint() {}

  static String of(Schema schema, ServerFacts facts) {
    return parts(schema, facts).fingerprint();
  }

  /** All of it, by its parts. */
  public static Foundation parts(Schema schema, ServerFacts facts) {
    SortedMap<String, SortedMap<String, String>> objects = new TreeMap<>();
    objects.put("server", server(schema, facts));
    schema.tables().values().forEach(table -> objects.put(TABLE + table.name(), parts(table)));
    return new Foundation(objects);
  }

  private static SortedMap<String, String> server(Schema schema, ServerFacts facts) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put("major version", String.valueOf(facts.major()));
    parts.put("time zone", facts.timeZone());
    parts.put("search_path", String.join(", ", schema.searchPath()));
    facts.functions().forEach((name, v) -> parts.put("function " + name, v.name()));
    facts.types().forEach((name, type) -> parts.put("type " + name, type(type)));
    return parts;
  }

  private static SortedMap<String, String> parts(Table table) {
    SortedMap<String, String> parts = new TreeMap<>();
    parts.put(Foundation.OID, String.valueOf(table.oid()));
    parts.put("kind", table.kind().name());
    parts.put("persistence", table.persistence().name());
    parts.put("traits", table.traits().stream().sorted().toList().toString());
    parts.put("replica identity", table.replicaIdentity().name());
    parts.put("owner", table.owner());
    parts.put(Foundation.WHOLE, Foundation.digest(names(table)));
    for (Column column : table.columns()) {
      add(parts, "column " + column.name(), type(column.type()), column);
    }
    for (Index index : table.indexes()) {
      add(parts, "index " + index.name(), state(index), index.definition());
    }
    table.constraints().forEach(c -> add(parts, "constraint " + c.name(), c.type().name(), c));
    table
        .incoming()
        .forEach(key -> add(parts, "foreign key " + key.name() + " of " + key.child(), "", key));
    table.triggers().forEach(trigger -> add(parts, "trigger " + trigger.name(), "", trigger));
    table.dependents().stream()
        .map(d -> Map.entry(d.toString(), d.columns() + " " + d.obstacle().orElse("")))
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .forEach(dependent -> add(parts, dependent.getKey(), "", dependent.getValue()));
    table.children().forEach(child -> parts.put("partition or child " + child, "there"));
    addPartitions(parts, table.partitions());
    return parts;
  }

  private static void addPartitions(SortedMap<String, String> parts, Partitions partitions) {
    partitions.key().ifPresent(key -> add(parts, "partition key", "", key));
    for (Partitions.Part part : partitions.parts()) {
      parts.put("bound of " + part.table(), part.bound());
    }
    partitions
        .membership()
        .ifPresent(
            m -> {
              parts.put("bound in " + m.parent(), m.bound());
              add(parts, "condition of partition", "", m.condition());
              List<String> indexes = m.indexes().stream().map(Identifiers::quote).sorted().toList();
              add(parts, "indexes of " + m.parent(), "", indexes);
              parts.put("detach", m.pending() ? "pending" : "none pending");
            });
  }

  private static String names(Table table) {
    return table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static String state(Index index) {
    return (index.valid() ? "valid" : "INVALID")
        + index.constraint().map(name -> " for constraint " + name).orElse("")
        + (index.replicaIdentity() ? " for replica identity" : "");
  }

  /** What is named twice counts as one part. */
  private static void add(SortedMap<String, String> parts, String name, String told, Object value) {
    parts.merge(
        name,
        (told + " " + Foundation.digest(value.toString())).strip(),
        (one, other) -> Foundation.digest(one + other));
  }

  private static String type(ColumnType type) {
    return type
        + type.domain()
            .map(
                domain ->
                    " over %s%s%s"
                        .formatted(
                            domain.base(),
                            domain.constrained() ? ", constrained" : "",
                            domain.defaulted() ? ", with a default" : ""))
            .orElse("");
  }
}
