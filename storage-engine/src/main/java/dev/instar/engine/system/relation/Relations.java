package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The relations that somebody asks for: the catalog's, and the system's own.
 *
 * @param stored in no order
 */
record Relations(List<Relation> stored, List<RelationFacts> system) {

  /** By OID, or by name, or all. */
  static Relations of(StatementContext context, Wanted wanted, String oid, String name) {
    if (wanted.by(oid)) {
      return withOid(context, wanted.oid(oid));
    }
    if (name.isEmpty() || !wanted.by(name)) {
      return new Relations(context.catalog().all(Relation.class), RelationFacts.all());
    }
    return named(context, wanted.name(name));
  }

  static Relations withOid(StatementContext context, int oid) {
    Optional<Relation> stored = Names.object(context, Relation.class, oid);
    return new Relations(stored.stream().toList(), RelationFacts.find(oid).stream().toList());
  }

  private static Relations named(StatementContext context, String name) {
    List<Relation> stored = new ArrayList<>();
    List<RelationFacts> system = new ArrayList<>();
    for (Schema schema : context.catalog().all(Schema.class)) {
      context.catalog().relation(schema.oid(), name).ifPresent(stored::add);
      RelationFacts.find(schema.name(), name).ifPresent(system::add);
    }
    return new Relations(stored, system);
  }
}
