package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A column's type.
 *
 * @param name the type without modifiers as {@code format_type} prints it under a search_path of
 *     pg_catalog alone ({@code character varying}, {@code public.mood}); arrays end in {@code []}
 * @param modifiers what stands in parentheses, as in {@code numeric(10,2)}; empty where nothing
 *     does
 * @param domain what is below a domain; empty for any other type
 */
public record ColumnType(String name, List<Integer> modifiers, Optional<Domain> domain) {
  public ColumnType {
    Objects.requireNonNull(name, "name");
    modifiers = List.copyOf(modifiers);
    Objects.requireNonNull(domain, "domain");
  }

  /** A type that is no domain. */
  public static ColumnType of(String name, Integer... modifiers) {
    return new ColumnType(name, List.of(modifiers), Optional.empty());
  }

  /** The type itself, or for a domain the type it is built on, through every level. */
  public ColumnType base() {
    return domain.isPresent() ? domain.get().base() : this;
  }

  /** The type as SQL, with its modifiers where {@code format_type} puts them. */
  @Override
  public String toString() {
    if (modifiers.isEmpty()) {
      return name;
    }
    String inner = "(" + String.join(",", modifiers.stream().map(String::valueOf).toList()) + ")";
    if (name.startsWith("timestamp ") || name.startsWith("time ")) {
      int space = name.indexOf(' ');
      return name.substring(0, space) + inner + name.substring(space);
    }
    if (name.endsWith("[]")) {
      return name.substring(0, name.length() - 2) + inner + "[]";
    }
    return name + inner;
  }

  /**
   * What is known of a domain.
   *
   * @param base the type below every level of domains, with its modifiers
   * @param constrained whether a CHECK or NOT NULL stands on any level
   * @param defaulted whether it has a default of its own, which a column without one takes
   */
  public record Domain(ColumnType base, boolean constrained, boolean defaulted) {
    public Domain {
      Objects.requireNonNull(base, "base");
    }
  }
}
