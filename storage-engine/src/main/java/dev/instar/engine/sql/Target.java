package dev.instar.engine.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * One of what SELECT or RETURNING lists: {@code expression [[AS] alias]}, or {@code *}, which is an
 * {@link Expression.Star}.
 */
public record Target(Expression expression, Optional<String> alias, Position position) {
  public Target {
    Objects.requireNonNull(expression, "expression");
    Objects.requireNonNull(alias, "alias");
  }
}
