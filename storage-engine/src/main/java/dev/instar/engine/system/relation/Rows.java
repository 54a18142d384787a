package dev.instar.engine.system.relation;

import dev.instar.engine.system.data.RelationFacts;
import java.util.ArrayList;
import java.util.List;

/** The rows that a {@link RowMaker} makes of one relation, at one reading. Of one thread. */
final class Rows {
  private final RelationFacts facts;
  private final Object[] template;
  private final List<Object[]> made = new ArrayList<>();

  /**
   * @param template what a row has in the beginning
   */
  Rows(RelationFacts facts, Object[] template) {
    this.facts = facts;
    this.template = template;
  }

  /** Another row, to be filled. */
  Row add() {
    Object[] values = template.clone();
    made.add(values);
    return new Row(facts, values);
  }

  /** A row that is there already; it is not changed. */
  void add(Object[] row) {
    made.add(row);
  }

  RelationFacts facts() {
    return facts;
  }

  List<Object[]> made() {
    return made;
  }
}
