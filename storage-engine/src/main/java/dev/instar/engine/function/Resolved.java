package dev.instar.engine.function;

import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * A call that has been understood. Immutable; {@link #call} may be used from any thread.
 *
 * @param casts of the arguments as they were written, one each
 * @param argumentTypes of the function's parameters, with polymorphic types resolved
 * @param gathered from which argument on they are gathered into the variadic array; negative if
 *     none are
 * @param result with polymorphic types resolved
 */
public record Resolved(
    Function function,
    List<Cast> casts,
    List<DataType> argumentTypes,
    int gathered,
    DataType result) {
  public Resolved {
    casts = List.copyOf(casts);
    argumentTypes = List.copyOf(argumentTypes);
  }

  public CallContext context(SessionFunctions session, Collation collation) {
    return new CallContext(session, argumentTypes, result, collation);
  }

  /** Casts the arguments and calls the function. The array is used for the casts' results. */
  public Object call(Object[] values, CallContext context) {
    return function.apply(arguments(values, context), context);
  }

  /** The arguments as the function takes them. The array is used for the casts' results. */
  public Object[] arguments(Object[] values, CallContext context) {
    for (int i = 0; i < values.length; i++) {
      values[i] = casts.get(i).apply(values[i], context.session());
    }
    if (gathered < 0) {
      return values;
    }
    Object[] gatheredValues = Arrays.copyOf(values, gathered + 1);
    gatheredValues[gathered] = ArrayValue.of(Arrays.copyOfRange(values, gathered, values.length));
    return gatheredValues;
  }

  /** Of an aggregate: an accumulator for a group; its arguments come from {@link #arguments}. */
  public Accumulator accumulator(CallContext context) {
    return Catalog.REGISTRY.aggregate(function.implementation()).start(context);
  }
}
