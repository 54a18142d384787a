package dev.instar.engine.evaluation;

import dev.instar.engine.function.Resolved;
import java.util.Map;
import java.util.Optional;

/** The six comparisons, by what they make of an order. */
public enum Comparison {
  EQUAL,
  UNEQUAL,
  LESS,
  AT_MOST,
  GREATER,
  AT_LEAST;

  private static final Map<String, Comparison> BY_SUFFIX =
      Map.of("eq", EQUAL, "ne", UNEQUAL, "lt", LESS, "le", AT_MOST, "gt", GREATER, "ge", AT_LEAST);

  /** Which of them a function is, by the name of its implementation; empty for anything else. */
  public static Optional<Comparison> of(Resolved function) {
    String name = function.function().implementation();
    int dot = name.indexOf('.');
    return dot > 0 && name.startsWith("compare")
        ? Optional.ofNullable(BY_SUFFIX.get(name.substring(dot + 1)))
        : Optional.empty();
  }

  /**
   * @param order negative, 0 or positive
   */
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case GREATER -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  /** The same with its sides exchanged. */
  public Comparison mirrored() {
    return switch (this) {
      case EQUAL, UNEQUAL -> this;
      case LESS -> GREATER;
      case AT_MOST -> AT_LEAST;
      case GREATER -> LESS;
      case AT_LEAST -> AT_MOST;
    };
  }
}
