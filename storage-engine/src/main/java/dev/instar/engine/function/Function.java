package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import java.util.List;

/**
 * A line of {@code pg_proc}. Immutable.
 *
 * @param variadic the type of each further argument; null if there are none
 * @param defaults how many arguments at the end may be left out
 * @param columns the names and types of a result of several columns, else empty
 * @param implementation its name in the table
 */
public record Function(
    int oid,
    String name,
    Kind kind,
    List<DataType> arguments,
    DataType result,
    boolean returnsSet,
    DataType variadic,
    Volatility volatility,
    boolean strict,
    int defaults,
    List<Column> columns,
    String implementation,
    Implementation body) {
  /** {@code prokind}. */
  public enum Kind {
    FUNCTION,
    AGGREGATE,
    WINDOW
  }

  /** {@code provolatile}. */
  public enum Volatility {
    IMMUTABLE,
    STABLE,
    VOLATILE
  }

  /** A column of a result. */
  public record Column(String name, DataType type) {}

  public Function {
    arguments = List.copyOf(arguments);
    columns = List.copyOf(columns);
  }

  /** Calls it, unless it is strict and an argument is null. */
  public Object apply(Object[] values, CallContext context) {
    if (strict) {
      for (Object value : values) {
        if (value == null) {
          return null;
        }
      }
    }
    return body.apply(values, context);
  }
}
