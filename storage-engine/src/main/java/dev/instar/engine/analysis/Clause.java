package dev.instar.engine.analysis;

/** Where an expression stands, and so what may stand in it. PostgreSQL's {@code ParseExprKind}. */
public enum Clause {
  TARGETS("SELECT", true),
  WHERE("WHERE", false),
  JOIN("JOIN conditions", false),
  FROM_FUNCTION("functions in FROM", false),
  GROUP_BY("GROUP BY", false),
  HAVING("HAVING", true),
  DISTINCT_ON("DISTINCT ON", true),
  ORDER_BY("ORDER BY", true),
  LIMIT("LIMIT", false),
  OFFSET("OFFSET", false),
  FILTER("FILTER", false),
  AGGREGATE_ARGUMENT("an aggregate's argument", false),
  WINDOW_ARGUMENT("a window function's argument", true),
  WINDOW("window definitions", true),
  VALUES("VALUES", false),
  RETURNING("RETURNING", false),
  UPDATE("UPDATE", false),
  CHECK("check constraints", false),
  DEFAULT("DEFAULT expressions", false),
  GENERATED("column generation expressions", false),
  INDEX_EXPRESSION("index expressions", false),
  INDEX_PREDICATE("index predicates", false),
  TRANSFORM("transform expressions", false),
  COPY_WHERE("COPY FROM WHERE conditions", false),
  PUBLICATION_WHERE("publication WHERE expressions", false);

  private final String text;
  private final boolean aggregates;

  Clause(String text, boolean aggregates) {
    this.text = text;
    this.aggregates = aggregates;
  }

  /** As messages call it. */
  String text() {
    return text;
  }

  boolean allowsAggregates() {
    return aggregates;
  }

  boolean allowsWindows() {
    return this == TARGETS || this == ORDER_BY || this == DISTINCT_ON;
  }

  boolean allowsSets() {
    return this == TARGETS;
  }

  /** What the catalog keeps must not depend on other rows. */
  boolean allowsSubqueries() {
    return switch (this) {
      case CHECK,
          DEFAULT,
          GENERATED,
          INDEX_EXPRESSION,
          INDEX_PREDICATE,
          TRANSFORM,
          COPY_WHERE,
          PUBLICATION_WHERE ->
          false;
      default -> true;
    };
  }

  /** In the singular, as {@code cannot use subquery in …} has it. */
  String singular() {
    return text.endsWith("s") && this != TARGETS && this != VALUES
        ? text.substring(0, text.length() - 1)
        : text;
  }
}
