package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import java.util.List;

/**
 * What a call knows beside its arguments. Made once for each call in a statement.
 *
 * @param argumentTypes after coercion, with polymorphic types resolved
 */
public record CallContext(
    SessionFunctions session,
    List<DataType> argumentTypes,
    DataType resultType,
    Collation collation) {
  public CallContext {
    argumentTypes = List.copyOf(argumentTypes);
  }

  DataType argument(int index) {
    return argumentTypes.get(index);
  }

  TextFormat format() {
    return session.format();
  }
}
