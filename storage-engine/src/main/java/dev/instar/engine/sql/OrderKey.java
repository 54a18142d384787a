package dev.instar.engine.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * One key of ORDER BY.
 *
 * @param expression what is ordered by; a number or a target's name is left as it is
 * @param descending whether DESC was written
 * @param using the operator of USING, where written
 * @param nulls where NULLs come
 * @param position where it stands
 */
public record OrderKey(
    Expression expression,
    boolean descending,
    Optional<String> using,
    NullsOrder nulls,
    Position position) {
  public OrderKey {
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(using, "using");
    Objects.requireNonNull(nulls, "nulls");
  }
}
