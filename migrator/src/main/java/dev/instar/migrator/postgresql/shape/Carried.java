package dev.instar.migrator.postgresql.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of thing that hangs on the table, as the statements that carry it over.
 *
 * @param dismantle what removes it from the old table, before the tables move
 * @param assemble what puts it on the new table, after they have moved
 */
record Carried(List<String> dismantle, List<String> assemble) {
  Carried {
    dismantle = List.copyOf(dismantle);
    assemble = List.copyOf(assemble);
  }

  /** Alternating pairs of both, each side in its own order. */
  static Carried of(List<String[]> pairs) {
    List<String> dismantle = new ArrayList<>();
    List<String> assemble = new ArrayList<>();
    for (String[] pair : pairs) {
      add(dismantle, pair[0]);
      add(assemble, pair[1]);
    }
    return new Carried(dismantle, assemble);
  }

  private static void add(List<String> statements, String statement) {
    if (statement != null) {
      statements.add(statement);
    }
  }
}
