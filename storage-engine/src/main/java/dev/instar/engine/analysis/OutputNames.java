package dev.instar.engine.analysis;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Target;

/** What columns of a result are called. Stateless. */
final class OutputNames {
  private OutputNames() {}

  static String of(Target target) {
    return target.alias().orElseGet(() -> of(target.expression()));
  }

  static String of(Expression expression) {
    return FigureName.of(expression).orElse(FigureName.NONE);
  }
}
