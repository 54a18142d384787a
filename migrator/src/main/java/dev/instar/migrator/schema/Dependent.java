package dev.instar.migrator.schema;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something outside the table that the server knows to use it.
 *
 * @param kind what it is
 * @param name for messages, such as {@code public.open_orders}
 * @param columns the table's columns it uses; empty for the table as a whole
 * @param obstacle why it cannot follow when another table takes this one's place, and what to do;
 *     empty where it can, or where that was not asked
 */
public record Dependent(Kind kind, String name, List<String> columns, Optional<String> obstacle) {
  public Dependent(Kind kind, String name, List<String> columns) {
    this(kind, name, columns, Optional.empty());
  }

  public Dependent {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    columns = List.copyOf(columns);
    Objects.requireNonNull(obstacle, "obstacle");
  }

  /** What uses a table. */
  public enum Kind {
    VIEW("view"),
    MATERIALIZED_VIEW("materialized view"),
    RULE("rule"),
    POLICY("policy"),
    FUNCTION("function"),
    GENERATED_COLUMN("generated column"),
    STATISTICS("extended statistics"),
    ROW_TYPE("user of the row type"),
    PUBLICATION("publication"),
    /** Something else; its name says what it is. */
    OTHER("");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For messages. */
    public String words() {
      return words;
    }
  }

  /** {@code view public.open_orders}. */
  @Override
  public String toString() {
    return kind == Kind.OTHER ? name : kind.words() + " " + name;
  }
}
