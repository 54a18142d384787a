package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What rows come from. */
public sealed interface FromItem {

  /** {@code [ONLY] table [[AS] alias [(column, …)]]}, also as INSERT, UPDATE and DELETE name it. */
  record Table(QualifiedName name, boolean only, Optional<Alias> alias, Position position)
      implements FromItem {
    public Table {
      Objects.requireNonNull(name, "name");
    }
  }

  /** {@code [LATERAL] (query) [[AS] alias [(column, …)]]}. */
  record Subquery(boolean lateral, Query query, Optional<Alias> alias, Position position)
      implements FromItem {
    public Subquery {
      Objects.requireNonNull(query, "query");
    }
  }

  /**
   * {@code [LATERAL] function(…) [WITH ORDINALITY] [[AS] alias [(column, …)]]}.
   *
   * @param call a {@link Expression.FunctionCall}, or what a key word function became; for {@code
   *     ROWS FROM (function(…), …)} an {@link Expression.RowConstructor} of them
   */
  record Function(
      boolean lateral,
      Expression call,
      boolean ordinality,
      Optional<Alias> alias,
      Position position)
      implements FromItem {
    public Function {
      Objects.requireNonNull(call, "call");
    }
  }

  /**
   * {@code left [NATURAL] kind JOIN right [ON … | USING (…)]}.
   *
   * @param alias that of a join in parentheses
   */
  record Join(
      Kind kind,
      FromItem left,
      FromItem right,
      Condition condition,
      Optional<Alias> alias,
      Position position)
      implements FromItem {
    /** How rows without a partner fare. CROSS JOIN is an inner join without a condition. */
    public enum Kind {
      INNER,
      LEFT,
      RIGHT,
      FULL
    }
  }

  /** What makes rows partners. */
  sealed interface Condition {
    /** CROSS JOIN. */
    record None() implements Condition {}

    /** NATURAL. */
    record Natural() implements Condition {}

    /** ON expression. */
    record On(Expression expression) implements Condition {}

    /** {@code USING (column, …) [AS alias]}. */
    record Using(List<String> columns, Optional<String> alias) implements Condition {
      public Using {
        columns = List.copyOf(columns);
      }
    }
  }

  /**
   * {@code [AS] name [(column, …)]}.
   *
   * @param name the name; absent only where a function's columns are defined without one
   * @param columns new names for the first columns
   * @param definitions {@code (column type, …)}, for a function that returns records
   */
  record Alias(
      Optional<String> name,
      List<String> columns,
      List<RecordColumn> definitions,
      Position position) {
    public Alias {
      columns = List.copyOf(columns);
      definitions = List.copyOf(definitions);
    }
  }

  /** {@code column type [COLLATE c]} of a record. */
  record RecordColumn(String name, TypeName type, Optional<QualifiedName> collation) {}
}
