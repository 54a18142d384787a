package dev.instar.engine.type;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A value of jsonb as PostgreSQL stores it ({@code utils/jsonb.h}): a container is the number of
 * its elements with flags, an entry of four bytes for each, and their data, of which numbers and
 * containers begin at a multiple of 4. An entry is a kind and the length of its data, and every
 * 32nd has the end of its data in the container instead. An object has its keys first, then its
 * values; anything else than a container is stored in an array of one element.
 */
final class JsonbImage {
  private static final int SCALAR = 0x1000_0000;
  private static final int OBJECT = 0x2000_0000;
  private static final int ARRAY = 0x4000_0000;

  private static final int NUMBER = 0x1000_0000;
  private static final int FALSE = 0x2000_0000;
  private static final int TRUE = 0x3000_0000;
  private static final int NULL = 0x4000_0000;
  private static final int CONTAINER = 0x5000_0000;
  private static final int KINDS = 0x7000_0000;
  private static final int LENGTHS = 0x0FFF_FFFF;
  private static final int HAS_END = 0x8000_0000;

  /** {@code JB_OFFSET_STRIDE}: which entries have an end instead of a length. */
  private static final int STRIDE = 32;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private JsonbImage() {}

  static byte[] of(JsonValue value) {
    JsonbImage image = new JsonbImage();
    return switch (value) {
      case JsonValue.Array array ->
          image.container(array.elements(), array.elements().size() | ARRAY);
      case JsonValue.ObjectValue object -> image.object(object.members());
      default -> image.container(List.of(value), 1 | ARRAY | SCALAR);
    };
  }

  private byte[] object(JsonValue.Members members) {
    List<JsonValue> parts = new ArrayList<>(2 * members.size());
    members.map().keySet().forEach(key -> parts.add(new JsonValue.Text(key)));
    parts.addAll(members.map().values());
    return container(parts, members.size() | OBJECT);
  }

  private byte[] container(Collection<JsonValue> parts, int header) {
    byte[] head = new byte[Integer.BYTES * (1 + parts.size())];
    ByteBuffer entries = Image.over(head).putInt(header);
    int end = 0;
    int index = 0;
    for (JsonValue part : parts) {
      int entry = part(part);
      end += entry & LENGTHS;
      entries.putInt(index % STRIDE == 0 ? (entry & KINDS) | end | HAS_END : entry);
      index++;
    }
    byte[] data = out.toByteArray();
    return ByteBuffer.allocate(head.length + data.length).put(head).put(data).array();
  }

  /** Adds an element's data; its entry, with the length. */
  private int part(JsonValue value) {
    int start = out.size();
    int kind =
        switch (value) {
          case JsonValue.Null nothing -> NULL;
          case JsonValue.Bool bool -> bool.value() ? TRUE : FALSE;
          case JsonValue.Text text -> {
            out.writeBytes(Utf8.encode(text.text()));
            yield 0;
          }
          case JsonValue.NumberValue number -> {
            byte[] numeric = Types.NUMERIC.image(number.value());
            int header = Image.sizeHeader(numeric.length);
            align();
            out.writeBytes(Image.allocate(Integer.BYTES).putInt(header).array());
            out.writeBytes(numeric);
            yield NUMBER;
          }
          case JsonValue.Array array -> nested(array);
          case JsonValue.ObjectValue object -> nested(object);
        };
    return kind | (out.size() - start);
  }

  private int nested(JsonValue container) {
    align();
    out.writeBytes(of(container));
    return CONTAINER;
  }

  /** A container's head is a multiple of 4 long, so that its data align as the whole does. */
  private void align() {
    while (out.size() % Integer.BYTES != 0) {
      out.write(0);
    }
  }
}
