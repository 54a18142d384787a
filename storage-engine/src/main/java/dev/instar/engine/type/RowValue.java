package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A value of record: some values, their types, and what they are called. A field may be null. Names
 * do not count where rows are compared. Immutable.
 */
public final class RowValue implements Comparable<RowValue> {
  /** PostgreSQL stores with them what is not theirs, or what the engine does not keep. */
  private static final Set<String> WITHOUT_ORDER = Set.of("record", "aclitem");

  private final List<String> names;
  private final List<DataType> types;
  private final List<Comparator<Object>> orders;
  private final Object[] fields;

  /**
   * Its fields are called f1, f2 …, as those of a row that is put together are.
   *
   * @param fields not changed afterwards
   */
  public RowValue(List<DataType> types, Object[] fields) {
    this(List.of(), types, fields);
  }

  /**
   * @param names of the fields; none if they are called f1, f2 …
   * @param fields not changed afterwards
   */
  public RowValue(List<String> names, List<DataType> types, Object[] fields) {
    this(
        names,
        types,
        types.stream().<Comparator<Object>>map(type -> type::compare).toList(),
        fields);
  }

  /**
   * One whose fields have orders of their own.
   *
   * @param names of the fields; none if they are called f1, f2 …
   * @param orders of the fields' values, which are not null
   * @param fields not changed afterwards
   */
  public RowValue(
      List<String> names, List<DataType> types, List<Comparator<Object>> orders, Object[] fields) {
    if (types.size() != fields.length) {
      throw new IllegalArgumentException(types.size() + " types, " + fields.length + " fields");
    }
    this.names = List.copyOf(names);
    this.types = List.copyOf(types);
    this.orders = List.copyOf(orders);
    this.fields = fields;
  }

  public List<DataType> types() {
    return types;
  }

  public String name(int index) {
    return names.isEmpty() ? "f" + (index + 1) : names.get(index);
  }

  public Object field(int index) {
    return fields[index];
  }

  /** How a field of two rows compares where neither is null. */
  @FunctionalInterface
  private interface FieldOrder {
    int compare(int field, Object left, Object right);
  }

  /**
   * The fields from left to right; NULL is above everything and equal to itself.
   *
   * @throws SqlException with 42804 if types differ, or the numbers of fields and no field before
   */
  @Override
  public int compareTo(RowValue other) {
    return compare(other, (field, left, right) -> orders.get(field).compare(left, right));
  }

  /**
   * The same by what is stored of the fields ({@link DataType#image}).
   *
   * @throws SqlException as above, and with 0A000 where PostgreSQL's order hangs on more than the
   *     values
   */
  public int compareImages(RowValue other) {
    return compare(
        other,
        (field, left, right) -> {
          DataType type = types.get(field);
          int order = Arrays.compareUnsigned(type.image(left), type.image(right));
          if (order != 0 && WITHOUT_ORDER.contains(type.element().orElse(type).name())) {
            throw SqlException.unsupported("an order of stored values of type " + type.sqlName());
          }
          return order;
        });
  }

  /**
   * Whether what is stored of the fields is the same, so that 1.0 and 1.00 differ.
   *
   * @throws SqlException as {@link #compareTo}
   */
  public boolean isSameImage(RowValue other) {
    return compare(other, (field, left, right) -> isSame(types.get(field), left, right) ? 0 : 1)
        == 0;
  }

  private static boolean isSame(DataType type, Object left, Object right) {
    return Arrays.equals(type.image(left), type.image(right));
  }

  private int compare(RowValue other, FieldOrder order) {
    int common = Math.min(fields.length, other.fields.length);
    for (int i = 0; i < common; i++) {
      DataType type = types.get(i);
      if (type.oid() != other.types.get(i).oid()) {
        throw mismatch(
            "cannot compare dissimilar column types %s and %s at record column %d"
                .formatted(type.sqlName(), other.types.get(i).sqlName(), i + 1));
      }
      Object left = fields[i];
      Object right = other.fields[i];
      int field =
          left == null || right == null
              ? Boolean.compare(left == null, right == null)
              : order.compare(i, left, right);
      if (field != 0) {
        return field;
      }
    }
    if (fields.length != other.fields.length) {
      throw mismatch("cannot compare record types with different numbers of columns");
    }
    return 0;
  }

  private static SqlException mismatch(String message) {
    return new SqlException(SqlState.DATATYPE_MISMATCH, message);
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
