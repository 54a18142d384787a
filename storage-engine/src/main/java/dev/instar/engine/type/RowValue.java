package dev.instar.engine.type;

import java.util.Arrays;
import java.util.List;

/** A value of record: some values and their types. A field may be null. Immutable. */
public final class RowValue implements Comparable<RowValue> {
  private final List<DataType> types;
  private final Object[] fields;

  /**
   * @param fields not changed afterwards
   */
  public RowValue(List<DataType> types, Object[] fields) {
    if (types.size() != fields.length) {
      throw new IllegalArgumentException(types.size() + " types, " + fields.length + " fields");
    }
    this.types = List.copyOf(types);
    this.fields = fields;
  }

  public List<DataType> types() {
    return types;
  }

  public Object field(int index) {
    return fields[index];
  }

  /** The fields from left to right; NULL is above everything and equal to itself. */
  @Override
  public int compareTo(RowValue other) {
    int common = Math.min(fields.length, other.fields.length);
    for (int i = 0; i < common; i++) {
      int field = NullOrder.compare(types.get(i), fields[i], other.fields[i]);
      if (field != 0) {
        return field;
      }
    }
    return Integer.compare(fields.length, other.fields.length);
  }

  private Object[] keys() {
    Object[] keys = new Object[fields.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = fields[i] == null ? null : types.get(i).key(fields[i]);
    }
    return keys;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowValue row && Arrays.equals(keys(), row.keys());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys());
  }
}
