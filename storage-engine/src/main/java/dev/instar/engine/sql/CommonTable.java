package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code name [(column, …)] AS [NOT MATERIALIZED | MATERIALIZED] (statement)} of WITH.
 *
 * @param recursive whether WITH RECURSIVE was written, which says so of all its queries: each may
 *     name itself, and those behind it
 * @param statement a {@link Query} or a {@link Modification}
 */
public record CommonTable(
    boolean recursive,
    String name,
    List<String> columns,
    Optional<Boolean> materialized,
    Statement statement,
    Position position) {
  public CommonTable {
    columns = List.copyOf(columns);
    Objects.requireNonNull(materialized, "materialized");
    Objects.requireNonNull(statement, "statement");
  }
}
