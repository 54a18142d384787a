package dev.instar.engine.system.relation;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.data.RelationFacts;
import java.util.List;
import java.util.Map;

/** A relation of facts and a maker. Immutable, and usable from any thread. */
final class SystemTable implements SystemRelation {
  /** Whose rows are parts of an object: the column that names it. Elsewhere it is oid. */
  private static final Map<String, String> OWNERS =
      Map.of(
          "pg_attribute", "attrelid",
          "pg_index", "indexrelid",
          "pg_sequence", "seqrelid",
          "pg_publication_rel", "prpubid",
          "pg_publication_namespace", "pnpubid");

  private final RelationFacts facts;
  private final RowMaker maker;
  private final Object[] template;

  /** The place of the column with the OID of the object that a row tells of; -1 for none. */
  private final int owner;

  SystemTable(RelationFacts facts, RowMaker maker) {
    this.facts = facts;
    this.maker = maker;
    this.owner = owner(facts);
    this.template = new Object[facts.columns().size()];
    for (int i = 0; i < template.length; i++) {
      template[i] = facts.notNull().get(i) ? Row.zero(facts.columns().get(i).type()) : null;
    }
  }

  private static int owner(RelationFacts facts) {
    String name = OWNERS.getOrDefault(facts.name(), "oid");
    for (int i = 0; i < facts.columns().size(); i++) {
      if (facts.columns().get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  RelationFacts facts() {
    return facts;
  }

  @Override
  public int oid() {
    return facts.oid();
  }

  @Override
  public String schema() {
    return facts.schema();
  }

  @Override
  public String name() {
    return facts.name();
  }

  @Override
  public List<Column> columns() {
    return facts.columns();
  }

  @Override
  public int object(Object[] row) {
    return owner >= 0 && row[owner] instanceof Long oid ? oid.intValue() : 0;
  }

  @Override
  public Iterable<Object[]> rows(StatementContext context, Map<Integer, Object> equal) {
    Rows rows = new Rows(facts, template);
    maker.make(context, new Wanted(facts, equal), rows);
    return rows.made();
  }
}
