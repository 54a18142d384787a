package dev.instar.engine.analysis;

import dev.instar.engine.sql.FromItem;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in FROM before a source: what it may refer to if it is lateral, and what it could if
 * the join between them gave each row of the left side a chance.
 */
record LeftOfSource(List<ScopeEntry> visible, List<ScopeEntry> refused) {
  static final LeftOfSource NOTHING = new LeftOfSource(List.of(), List.of());

  LeftOfSource {
    visible = List.copyOf(visible);
    refused = List.copyOf(refused);
  }

  /** For the right side of a join. */
  LeftOfSource and(List<ScopeEntry> entries, FromItem.Join.Kind kind) {
    boolean allowed = kind == FromItem.Join.Kind.INNER || kind == FromItem.Join.Kind.LEFT;
    return allowed
        ? new LeftOfSource(joined(visible, entries), refused)
        : new LeftOfSource(visible, joined(refused, entries));
  }

  private static List<ScopeEntry> joined(List<ScopeEntry> first, List<ScopeEntry> second) {
    List<ScopeEntry> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** The names that a lateral source may use, and those that it may not though it knows them. */
  Scope lateral(Scope from) {
    List<ScopeEntry> all = new ArrayList<>(from.entries());
    all.addAll(visible);
    all.addAll(refused);
    Scope scope = from.with(all);
    refused.forEach(scope::refuse);
    return scope;
  }

  /** The names that a query in FROM may use that is not lateral: none of these. */
  Scope plain(Scope from) {
    Scope scope = Scope.within(from.outer());
    from.entries().forEach(entry -> scope.addBeyond(entry, true));
    visible.forEach(entry -> scope.addBeyond(entry, true));
    refused.forEach(entry -> scope.addBeyond(entry, false));
    return scope;
  }
}
