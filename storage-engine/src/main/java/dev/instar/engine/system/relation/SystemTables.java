package dev.instar.engine.system.relation;

import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.system.data.RelationFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which maker makes which relation. Immutable. */
public final class SystemTables {
  private static final RowMaker NOTHING = (context, wanted, rows) -> {};

  private static final Map<String, RowMaker> MAKERS =
      Map.ofEntries(
          Map.entry("pg_class", ClassRows::make),
          Map.entry("pg_namespace", SchemaRows::make),
          Map.entry("pg_attribute", AttributeRows::make),
          Map.entry("pg_type", TypeRows::make));

  private static final Map<Integer, SystemTable> TABLES = new HashMap<>();

  static {
    for (RelationFacts facts : RelationFacts.all()) {
      TABLES.put(facts.oid(), new SystemTable(facts, maker(facts)));
    }
  }

  private SystemTables() {}

  private static RowMaker maker(RelationFacts facts) {
    RowMaker maker = facts.schema().equals("pg_catalog") ? MAKERS.get(facts.name()) : null;
    if (maker != null) {
      return maker;
    }
    return facts.schema().equals("pg_catalog") && DataFile.names().contains(facts.name())
        ? (context, wanted, rows) ->
            DataFile.of(facts.name()).rows(wanted.equal()).forEach(rows::add)
        : NOTHING;
  }

  /** A relation by name. */
  public static Optional<SystemRelation> find(String schema, String name) {
    return RelationFacts.find(schema, name).map(facts -> TABLES.get(facts.oid()));
  }
}
