package dev.instar.engine.function;

import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A function of any number of arguments that is given the last ones as one array. */
final class SpreadArguments {
  private static final DataType ANY_ARRAY = Types.byName("anyarray").orElseThrow();

  private SpreadArguments() {}

  static Function of(Function function) {
    List<DataType> arguments = new ArrayList<>(function.arguments());
    arguments.set(arguments.size() - 1, ANY_ARRAY);
    return new Function(
        function.oid(),
        function.name(),
        function.kind(),
        arguments,
        function.result(),
        function.returnsSet(),
        function.variadic(),
        function.volatility(),
        function.strict(),
        function.defaults(),
        function.columns(),
        function.implementation(),
        (values, context) -> apply(function, values, context));
  }

  private static Object apply(Function function, Object[] values, CallContext context) {
    int last = values.length - 1;
    if (values[last] == null) {
      return function.name().equals("format")
          ? function.body().apply(Arrays.copyOf(values, last), context)
          : null;
    }
    List<Object> elements = ((ArrayValue) values[last]).elements();
    List<Object> all = new ArrayList<>(Arrays.asList(values).subList(0, last));
    all.addAll(elements);
    List<DataType> types = new ArrayList<>(context.argumentTypes().subList(0, last));
    types.addAll(
        Collections.nCopies(elements.size(), context.argument(last).element().orElseThrow()));
    return function
        .body()
        .apply(
            all.toArray(),
            new CallContext(context.session(), types, context.resultType(), context.collation()));
  }
}
