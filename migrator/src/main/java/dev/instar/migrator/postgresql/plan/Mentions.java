package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.QualifiedName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a script names and a plan must know: the reader of the catalog asks for these and no more.
 *
 * @param relations tables and indexes, as written
 * @param types types that are not the server's own
 * @param domains those of the types whose checks it changes
 * @param functions functions that its expressions call
 * @param names names that it gives: of indexes, constraints, renamed relations
 * @param schemas schemas that it moves something to
 */
public record Mentions(
    Set<QualifiedName> relations,
    Set<QualifiedName> types,
    Set<QualifiedName> domains,
    Set<QualifiedName> functions,
    Set<String> names,
    Set<String> schemas) {
  public Mentions {
    relations = Collections.unmodifiableSet(new LinkedHashSet<>(relations));
    types = Collections.unmodifiableSet(new LinkedHashSet<>(types));
    domains = Collections.unmodifiableSet(new LinkedHashSet<>(domains));
    functions = Collections.unmodifiableSet(new LinkedHashSet<>(functions));
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    schemas = Collections.unmodifiableSet(new LinkedHashSet<>(schemas));
  }

  /**
   * Collects what a script names.
   *
   * @param name the script's name, for errors
   * @throws dev.instar.migrator.error.MigrationException if the text is not SQL that Instar knows
   */
  public static Mentions of(String name, String script) {
    return new MentionCollector().collect(Scripts.parse(name, script));
  }

  /** What either names. */
  public Mentions and(Mentions other) {
    return new Mentions(
        joined(relations, other.relations),
        joined(types, other.types),
        joined(domains, other.domains),
        joined(functions, other.functions),
        joined(names, other.names),
        joined(schemas, other.schemas));
  }

  private static <T> Set<T> joined(Set<T> some, Set<T> more) {
    Set<T> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return all;
  }

  /** What one statement names. */
  static Mentions of(ParsedStatement statement) {
    return new MentionCollector().collect(List.of(statement));
  }
}
