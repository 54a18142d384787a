package dev.instar.engine.analysis;

import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Function;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The columns of functions in FROM: one function, or several side by side. Of one thread, for one
 * source.
 */
final class FunctionColumns {
  /** Functions whose only column has a name of its own, {@code value}, whatever the alias. */
  private static final Set<String> NAMED_VALUES =
      Set.of(
          "json_array_elements",
          "json_array_elements_text",
          "jsonb_array_elements",
          "jsonb_array_elements_text");

  private final List<DataType> types = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Collation> collations = new ArrayList<>();

  List<DataType> types() {
    return types;
  }

  List<String> names() {
    return names;
  }

  List<Collation> collations() {
    return collations;
  }

  /** Those that stand side by side; {@code unnest} of several arrays is one for each. */
  static List<Expression> calls(Expression written) {
    if (written instanceof Expression.RowConstructor several) {
      return several.elements();
    }
    boolean unnested =
        written instanceof Expression.FunctionCall call
            && call.name().name().equals("unnest")
            && call.arguments().size() > 1;
    if (!unnested) {
      return List.of(written);
    }
    Expression.FunctionCall call = (Expression.FunctionCall) written;
    List<Expression> calls = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      calls.add(Expression.FunctionCall.of(call.name(), List.of(argument), call.position()));
    }
    return calls;
  }

  static String name(Expression call, Analysis analysis) {
    return call instanceof Expression.FunctionCall written
        ? written.name().name()
        : OutputNames.of(call);
  }

  /**
   * Those of one more function.
   *
   * @param name of the value of a function that has no columns
   */
  void add(BoundExpression call, String name) {
    List<Function.Column> columns =
        call instanceof BoundExpression.Call bound
            ? bound.function().function().columns()
            : List.of();
    for (Function.Column column : columns) {
      types.add(column.type());
      names.add(column.name());
      collations.add(Collation.of(column.type()));
    }
    if (columns.isEmpty()) {
      types.add(call.type());
      collations.add(Collations.of(call));
      names.add(NAMED_VALUES.contains(functionName(call)) ? "value" : name);
    }
  }

  private static String functionName(BoundExpression call) {
    return call instanceof BoundExpression.Call bound ? bound.function().function().name() : "";
  }
}
