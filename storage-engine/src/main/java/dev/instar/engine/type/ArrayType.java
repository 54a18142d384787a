package dev.instar.engine.type;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An array type. Its binary form is described at {@link #send}. */
public final class ArrayType implements DataType {
  private final int oid;
  private final String name;
  private final DataType element;

  /**
   * @param name as in {@code pg_type}: {@code _int4}
   */
  public ArrayType(int oid, String name, DataType element) {
    this.oid = oid;
    this.name = name;
    this.element = element;
  }

  @Override
  public int oid() {
    return oid;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return -1;
  }

  @Override
  public char category() {
    return 'A';
  }

  @Override
  public Optional<DataType> element() {
    return Optional.of(element);
  }

  @Override
  public String sqlName() {
    return element.sqlName() + "[]";
  }

  @Override
  public Object parse(String text, TextFormat format) {
    return new ArrayParser(text, element, format).array();
  }

  @Override
  public String print(Object value, TextFormat format) {
    return ArrayPrinter.print((ArrayValue) value, element, format);
  }

  @Override
  public Object receive(byte[] binary) {
    return BinaryReader.read("anyarray", binary, this::read);
  }

  private ArrayValue read(ByteBuffer buffer) {
    int dimensions = buffer.getInt();
    int flags = buffer.getInt();
    int type = buffer.getInt();
    boolean wrong =
        dimensions < 0
            || dimensions > ArrayValue.MAX_DIMENSIONS
            || (flags != 0 && flags != 1)
            || type != element.oid();
    if (wrong) {
      throw InputErrors.binary("anyarray");
    }
    int[] lengths = new int[dimensions];
    int[] lower = new int[dimensions];
    long count = dimensions == 0 ? 0 : 1;
    for (int i = 0; i < dimensions; i++) {
      lengths[i] = buffer.getInt();
      lower[i] = buffer.getInt();
      count *= lengths[i];
      // Each element takes four bytes at least, so a greater count is a lie.
      if (lengths[i] < 0 || count > buffer.remaining()) {
        throw InputErrors.binary("anyarray");
      }
    }
    if (count == 0) {
      return ArrayValue.EMPTY;
    }
    Object[] elements = new Object[(int) count];
    for (int i = 0; i < elements.length; i++) {
      int length = buffer.getInt();
      if (length >= 0) {
        if (length > buffer.remaining()) {
          throw InputErrors.binary("anyarray");
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        elements[i] = element.receive(bytes);
      }
    }
    return new ArrayValue(lengths, lower, elements);
  }

  /**
   * Integers of four bytes: the number of dimensions, whether there are NULLs, the OID of the
   * element type, for each dimension its length and lower bound; then each element as a length and
   * its bytes, or the length -1 for NULL.
   */
  @Override
  public byte[] send(Object value) {
    ArrayValue array = (ArrayValue) value;
    List<byte[]> parts = new ArrayList<>(array.size());
    int size = 3 * Integer.BYTES + array.dimensions() * 2 * Integer.BYTES;
    boolean nulls = false;
    for (Object item : array.elements()) {
      byte[] bytes = item == null ? null : element.send(item);
      nulls |= bytes == null;
      size += Integer.BYTES + (bytes == null ? 0 : bytes.length);
      parts.add(bytes);
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    buffer.putInt(array.dimensions()).putInt(nulls ? 1 : 0).putInt(element.oid());
    for (int i = 0; i < array.dimensions(); i++) {
      buffer.putInt(array.length(i)).putInt(array.lowerBound(i));
    }
    for (byte[] bytes : parts) {
      buffer.putInt(bytes == null ? -1 : bytes.length);
      if (bytes != null) {
        buffer.put(bytes);
      }
    }
    return buffer.array();
  }

  @Override
  public byte[] image(Object value) {
    return ArrayImage.of((ArrayValue) value, element);
  }

  @Override
  public int compare(Object left, Object right) {
    return compare((ArrayValue) left, (ArrayValue) right, element::compare);
  }

  /**
   * By the elements, then by how many there are, then by the dimensions.
   *
   * @param elements their order; it is not asked about NULL, which is above everything
   */
  public static int compare(ArrayValue a, ArrayValue b, Comparator<Object> elements) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int order = NullOrder.compare(elements, a.element(i), b.element(i));
      if (order != 0) {
        return order;
      }
    }
    int size = Integer.compare(a.size(), b.size());
    if (size != 0) {
      return size;
    }
    int dimensions = Integer.compare(a.dimensions(), b.dimensions());
    for (int i = 0; dimensions == 0 && i < a.dimensions(); i++) {
      int length = Integer.compare(a.length(i), b.length(i));
      dimensions = length != 0 ? length : Integer.compare(a.lowerBound(i), b.lowerBound(i));
    }
    return dimensions;
  }

  @Override
  public Object key(Object value) {
    ArrayValue array = (ArrayValue) value;
    Object[] keys = new Object[array.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = array.element(i) == null ? null : element.key(array.element(i));
    }
    return array.withElements(keys);
  }

  @Override
  public String toString() {
    return sqlName();
  }
}
