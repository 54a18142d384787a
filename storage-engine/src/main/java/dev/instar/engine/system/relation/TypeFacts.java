package dev.instar.engine.system.relation;

import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.DataType;

/**
 * What {@code pg_attribute} repeats of a type.
 *
 * @param collation the OID of its collation; 0 for none
 */
record TypeFacts(int length, boolean byValue, byte alignment, byte storage, long collation) {
  private static final long DEFAULT_COLLATION = 100;

  static TypeFacts of(DataType type) {
    DataFile types = DataFile.of("pg_type");
    Object[] row = types.find(Integer.toUnsignedLong(type.oid()));
    if (row != null) {
      return new TypeFacts(
          (Short) types.get(row, "typlen"),
          (Boolean) types.get(row, "typbyval"),
          (Byte) types.get(row, "typalign"),
          (Byte) types.get(row, "typstorage"),
          (Long) types.get(row, "typcollation"));
    }
    if (type.kind() == 'e') {
      return new TypeFacts(Integer.BYTES, true, (byte) 'i', (byte) 'p', 0);
    }
    return new TypeFacts(
        -1, false, (byte) 'i', (byte) 'x', type.category() == 'S' ? DEFAULT_COLLATION : 0);
  }
}
