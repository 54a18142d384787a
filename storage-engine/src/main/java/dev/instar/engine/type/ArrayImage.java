package dev.instar.engine.type;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An array as PostgreSQL stores it ({@code utils/array.h}), behind the size that every stored value
 * begins with: the number of dimensions, where the elements begin if there are NULLs and otherwise
 * 0, the OID of the elements' type, the length of each dimension, each lower bound, a bit for each
 * element that is not NULL if one is; then, from a multiple of 8, the elements that are not NULL,
 * each from and up to a multiple of its alignment.
 */
final class ArrayImage {
  private static final int MAX_ALIGNMENT = 8;

  private ArrayImage() {}

  static byte[] of(ArrayValue array, DataType element) {
    int alignment = alignment(element);
    List<byte[]> parts = new ArrayList<>(array.size());
    boolean nulls = false;
    int size = 0;
    for (Object item : array.elements()) {
      nulls |= item == null;
      if (item != null) {
        byte[] part = stored(element, item);
        parts.add(part);
        size = Image.aligned(size + part.length, alignment);
      }
    }
    int head = 4 * Integer.BYTES + 2 * Integer.BYTES * array.dimensions();
    int bits = nulls ? Math.ceilDiv(array.size(), Byte.SIZE) : 0;
    int start = Image.aligned(head + bits, MAX_ALIGNMENT);
    byte[] image = new byte[start + size - Integer.BYTES];
    ByteBuffer out = Image.over(image);
    out.putInt(array.dimensions()).putInt(nulls ? start : 0).putInt(element.oid());
    for (int length : array.lengths()) {
      out.putInt(length);
    }
    for (int bound : array.lowerBounds()) {
      out.putInt(bound);
    }
    if (nulls) {
      out.put(present(array));
    }
    int at = start - Integer.BYTES;
    for (byte[] part : parts) {
      out.put(at, part);
      at += Image.aligned(part.length, alignment);
    }
    return image;
  }

  private static byte[] present(ArrayValue array) {
    byte[] bits = new byte[Math.ceilDiv(array.size(), Byte.SIZE)];
    for (int i = 0; i < array.size(); i++) {
      if (array.element(i) != null) {
        bits[i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
      }
    }
    return bits;
  }

  private static byte[] stored(DataType type, Object value) {
    byte[] image = type.image(value);
    if (type.size() < 0) {
      return Image.allocate(Integer.BYTES + image.length)
          .putInt(Image.sizeHeader(image.length))
          .put(image)
          .array();
    }
    return Image.isByValue(type.size())
        ? Image.reversed(image)
        : Arrays.copyOf(image, type.size()); // a name is filled up with zeros
  }

  /** {@code typalign}, in bytes. */
  private static int alignment(DataType type) {
    return switch (type.name()) {
      case "name", "uuid" -> 1;
      case "tid" -> Short.BYTES;
      case "interval", "timetz", "pg_snapshot", "txid_snapshot" -> Long.BYTES;
      default -> Image.isByValue(type.size()) ? type.size() : Integer.BYTES;
    };
  }
}
