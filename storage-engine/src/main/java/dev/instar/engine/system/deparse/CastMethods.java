package dev.instar.engine.system.deparse;

import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.DataType;
import java.util.HashMap;
import java.util.Map;

/** How casts are done: {@code castmethod}. Immutable. */
final class CastMethods {
  private record Pair(Object source, Object target) {}

  private static final Map<Pair, Object> METHODS = new HashMap<>();

  static {
    DataFile casts = DataFile.of("pg_cast");
    for (Object[] row : casts.rows()) {
      METHODS.put(
          new Pair(casts.get(row, "castsource"), casts.get(row, "casttarget")),
          casts.get(row, "castmethod"));
    }
  }

  private CastMethods() {}

  /** Whether a function does it; the others keep the bytes, or go through text. */
  static boolean isFunction(DataType from, DataType to) {
    Pair pair = new Pair(Integer.toUnsignedLong(from.oid()), Integer.toUnsignedLong(to.oid()));
    return Byte.valueOf((byte) 'f').equals(METHODS.get(pair));
  }
}
