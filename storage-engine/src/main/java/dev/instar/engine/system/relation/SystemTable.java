package dev.instar.engine.system.relation;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.system.data.RelationFacts;
import java.util.List;
import java.util.Map;

/** A relation of facts and a maker. Immutable, and usable from any thread. */
final class SystemTable implements SystemRelation {
  private final RelationFacts facts;
  private final RowMaker maker;
  private final Object[] template;

  SystemTable(RelationFacts facts, RowMaker maker) {
    this.facts = facts;
    this.maker = maker;
    this.template = new Object[facts.columns().size()];
    for (int i = 0; i < template.length; i++) {
      template[i] = facts.notNull().get(i) ? Row.zero(facts.columns().get(i).type()) : null;
    }
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
  public Iterable<Object[]> rows(StatementContext context, Map<Integer, Object> equal) {
    Rows rows = new Rows(facts, template);
    maker.make(context, new Wanted(facts, equal), rows);
    return rows.made();
  }
}
