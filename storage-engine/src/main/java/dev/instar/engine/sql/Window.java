package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A window, behind OVER or WINDOW: {@code ([name] [PARTITION BY …] [ORDER BY …])}. {@code OVER
 * name} has {@code base} alone, and {@code reference}.
 *
 * @param base the window it extends or is, where written
 * @param reference whether it is {@code OVER name}, without parentheses
 */
public record Window(
    Optional<String> base,
    boolean reference,
    List<Expression> partitionBy,
    List<OrderKey> orderBy,
    Position position) {
  public Window {
    Objects.requireNonNull(base, "base");
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
  }
}
