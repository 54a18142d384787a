package dev.instar.engine.analysis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that an expression may use: the sources of its own query, and those of the queries
 * around it. Each scope is one level, as {@link BoundExpression.Outer} counts them. Of one thread;
 * FROM adds to it.
 */
final class Scope {
  private final Optional<Scope> outer;
  private final List<ScopeEntry> entries = new ArrayList<>();

  /** Names in FROM that an alias of their join hides: for messages. */
  private final Set<String> hidden;

  private final List<Beyond> beyond = new ArrayList<>();
  private final Set<ScopeEntry> refused = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Optional<SelectStages> stages;

  /**
   * A source in the same FROM that cannot be named here: for messages.
   *
   * @param lateral whether it could be after LATERAL
   */
  record Beyond(ScopeEntry entry, boolean lateral) {}

  private Scope(Optional<Scope> outer, Optional<SelectStages> stages, Set<String> hidden) {
    this.outer = outer;
    this.stages = stages;
    this.hidden = hidden;
  }

  /** Without anything but what is around it. */
  static Scope within(Optional<Scope> outer) {
    return new Scope(outer, Optional.empty(), new HashSet<>());
  }

  /** A SELECT's, whose expressions may hold aggregates. */
  static Scope ofSelect(Optional<Scope> outer, SelectStages stages) {
    return new Scope(outer, Optional.of(stages), new HashSet<>());
  }

  /** The same level with other sources. */
  Scope with(List<ScopeEntry> others) {
    Scope scope = new Scope(outer, stages, hidden);
    scope.entries.addAll(others);
    return scope;
  }

  void add(ScopeEntry entry) {
    entries.add(entry);
  }

  void addBeyond(ScopeEntry entry, boolean lateral) {
    beyond.add(new Beyond(entry, lateral));
  }

  List<Beyond> beyond() {
    return beyond;
  }

  /** One of the sources is known but may not be used: the join to it does not allow that. */
  void refuse(ScopeEntry entry) {
    refused.add(entry);
  }

  boolean refuses(ScopeEntry entry) {
    return refused.contains(entry);
  }

  void hide(String name) {
    hidden.add(name);
  }

  boolean hides(String name) {
    return hidden.contains(name);
  }

  List<ScopeEntry> entries() {
    return entries;
  }

  Optional<Scope> outer() {
    return outer;
  }

  Optional<SelectStages> stages() {
    return stages;
  }
}
