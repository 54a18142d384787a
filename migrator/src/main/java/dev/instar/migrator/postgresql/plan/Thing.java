package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a statement drops or makes.
 *
 * @param kind its key words in lower case, such as {@code materialized view}
 * @param name its name, in the schema in which something new would be put if none is written
 * @param table the table that it is a part of, for a trigger, a policy or a rule
 * @param inputs the types of a routine's input arguments, where written
 */
record Thing(
    String kind, TableName name, Optional<TableName> table, Optional<List<String>> inputs) {
  Thing {
    inputs = inputs.map(List::copyOf);
  }

  /** What the statement drops; none for a kind that nobody makes anew. */
  static List<Thing> dropped(Statement statement, Schema schema) {
    return switch (statement) {
      case Removal.DropObjects s when s.kind() != ObjectKind.DATABASE ->
          all(s.kind().name(), s.names(), schema);
      case Statement.DropIndex s -> s.indexes().stream().map(n -> index(n, schema)).toList();
      case Outline.DropOthers s when !s.kind().equals("STATISTICS") -> {
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < s.names().size(); i++) {
          things.add(
              new Thing(
                  s.kind().toLowerCase(Locale.ROOT),
                  place(schema, s.names().get(i)),
                  Optional.empty(),
                  s.inputs().get(i)));
        }
        yield things;
      }
      case Outline.DropPart s -> List.of(part(s.part().name(), s.name(), s.table(), schema));
      default -> List.of();
    };
  }

  private static List<Thing> all(String kind, List<QualifiedName> names, Schema schema) {
    return names.stream().map(n -> of(kind, n, schema)).toList();
  }

  /** What the statement makes, if it is one thing. */
  static Optional<Thing> made(Statement statement, Schema schema) {
    return switch (statement) {
      case Definition.CreateTable s -> made("table", s.table(), schema);
      case Definition.CreateTableAs s -> made("table", s.table(), schema);
      case Definition.CreateView s -> made("view", s.name(), schema);
      case Definition.CreateEnum s -> made("type", s.name(), schema);
      case Definition.CreateDomain s -> made("domain", s.name(), schema);
      case Definition.CreateSequence s -> made("sequence", s.name(), schema);
      case Definition.CreateExtension s -> made("extension", QualifiedName.of(s.name()), schema);
      case Definition.CreateSchema s ->
          made("schema", QualifiedName.of(s.name().or(s::role).orElseThrow()), schema);
      case Definition.CreatePublication s ->
          made("publication", QualifiedName.of(s.name()), schema);
      case Statement.CreateIndex s ->
          s.name().map(n -> index(place(schema, s.table()).schema(), n));
      case Outline.CreateType s -> made("type", s.name(), schema);
      case Outline.CreatePartitionedTable s -> made("table", s.table().table(), schema);
      case Outline.CreateInheritingTable s -> made("table", s.table().table(), schema);
      case Outline.CreatePartition s -> made("table", s.table(), schema);
      case Outline.CreateMaterializedView s -> made("materialized view", s.name(), schema);
      case Outline.CreateRoutine s ->
          Optional.of(
              new Thing(
                  s.procedure() ? "procedure" : "function",
                  place(schema, s.name()),
                  Optional.empty(),
                  Optional.of(s.inputs())));
      case Outline.CreateTrigger s -> Optional.of(part("trigger", s.name(), s.table(), schema));
      case Outline.CreatePolicy s -> Optional.of(part("policy", s.name(), s.table(), schema));
      case Outline.CreateRule s -> Optional.of(part("rule", s.name(), s.table(), schema));
      default -> Optional.empty();
    };
  }

  private static Optional<Thing> made(String kind, QualifiedName name, Schema schema) {
    return Optional.of(of(kind, name, schema));
  }

  private static Thing of(String kind, QualifiedName name, Schema schema) {
    return new Thing(
        kind.toLowerCase(Locale.ROOT).replace('_', ' '),
        place(schema, name),
        Optional.empty(),
        Optional.empty());
  }

  private static Thing index(QualifiedName name, Schema schema) {
    TableName known =
        schema
            .findByIndex(name.schema(), name.name())
            .map(Table::name)
            .orElseGet(() -> schema.place(name.schema(), name.name()));
    return index(known.schema(), name.name());
  }

  private static Thing index(String schema, String name) {
    return new Thing("index", new TableName(schema, name), Optional.empty(), Optional.empty());
  }

  private static Thing part(String kind, String name, QualifiedName table, Schema schema) {
    TableName of = place(schema, table);
    return new Thing(
        kind.toLowerCase(Locale.ROOT),
        new TableName(of.schema(), name),
        Optional.of(of),
        Optional.empty());
  }

  /** Where a name that is there already is found; else where something new would be put. */
  private static TableName place(Schema schema, QualifiedName name) {
    return schema
        .find(name.schema(), name.name())
        .map(Table::name)
        .orElseGet(() -> schema.place(name.schema(), name.name()));
  }

  /** Whether the other takes this one's place: what could not be there beside it. */
  boolean yieldsTo(Thing made) {
    return family().equals(made.family())
        && name.equals(made.name)
        && table.equals(made.table)
        && (inputs.isEmpty() || inputs.equals(made.inputs));
  }

  /** Kinds that share their names. */
  private String family() {
    return switch (kind) {
      case "table", "foreign table", "view", "materialized view", "sequence" -> "relation";
      case "type", "domain" -> "type";
      case "function", "procedure", "routine", "aggregate" -> "routine";
      default -> kind;
    };
  }

  boolean relation() {
    return family().equals("relation");
  }

  /** Whether privileges are granted on it by itself. */
  boolean grantable() {
    return relation() || family().equals("type") || family().equals("routine");
  }

  /** {@code view public.notes}, {@code trigger old_one of public.orders}. */
  String words() {
    return switch (kind) {
      case "schema", "extension", "publication" -> kind + " " + name.name();
      default -> table.map(t -> kind + " " + name.name() + " of " + t).orElse(kind + " " + name);
    };
  }
}
