package dev.instar.engine.analysis;

import java.util.List;
import java.util.Optional;

/** WITH queries by name; an inner one hides an outer one. Immutable. */
final class CommonTables {
  static final CommonTables NONE = new CommonTables(null, null);

  private final CommonTables outer;
  private final Definition definition;

  private CommonTables(CommonTables outer, Definition definition) {
    this.outer = outer;
    this.definition = definition;
  }

  /**
   * A WITH query.
   *
   * @param columns its columns, by the names that WITH gives them
   * @param inlined its query, if it is written into the place where it is named
   */
  record Definition(
      String name,
      int number,
      List<BoundQuery.Output> columns,
      boolean returns,
      Optional<BoundQuery> inlined) {
    Definition {
      columns = List.copyOf(columns);
    }
  }

  CommonTables and(Definition more) {
    return new CommonTables(this, more);
  }

  Optional<Definition> find(String name) {
    for (CommonTables at = this; at.definition != null; at = at.outer) {
      if (at.definition.name().equals(name)) {
        return Optional.of(at.definition);
      }
    }
    return Optional.empty();
  }
}
