package dev.instar.engine.analysis;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** WITH queries by name; an inner one hides an outer one. Immutable. */
final class CommonTables {
  static final CommonTables NONE = new CommonTables(null, null, Set.of());

  private final CommonTables outer;
  private final Definition definition;

  /** Those that come later, or are being understood: for messages. */
  private final Set<String> later;

  private CommonTables(CommonTables outer, Definition definition, Set<String> later) {
    this.outer = outer;
    this.definition = definition;
    this.later = later;
  }

  /**
   * A WITH query.
   *
   * @param columns its columns, by the names that WITH gives them
   * @param working whether this is its name within itself
   * @param varies whether its rows are not the same throughout a run
   * @param inlined its query, if it is written into the place where it is named
   */
  record Definition(
      String name,
      int number,
      List<BoundQuery.Output> columns,
      boolean returns,
      boolean working,
      boolean varies,
      Optional<BoundQuery> inlined) {
    Definition {
      columns = List.copyOf(columns);
    }
  }

  CommonTables and(Definition more) {
    return new CommonTables(this, more, later);
  }

  /** The same where queries of those names cannot be referred to yet. */
  CommonTables before(Set<String> names) {
    return new CommonTables(outer, definition, Set.copyOf(names));
  }

  boolean comesLater(String name) {
    return later.contains(name);
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
