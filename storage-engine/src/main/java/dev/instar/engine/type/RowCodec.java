package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** record: {@code (1,"a b",)}. It can be written, not read. */
final class RowCodec implements Codec<RowValue> {
  @Override
  public RowValue parse(String text, TextFormat format) {
    throw SqlException.unsupported("input of anonymous composite types");
  }

  @Override
  public String print(RowValue value, TextFormat format) {
    StringBuilder out = new StringBuilder("(");
    for (int i = 0; i < value.types().size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      if (value.field(i) != null) {
        quote(out, value.types().get(i).print(value.field(i), format));
      }
    }
    return out.append(')').toString();
  }

  private static void quote(StringBuilder out, String text) {
    boolean quoted =
        text.isEmpty()
            || text.chars()
                .anyMatch(c -> "\"\\(),".indexOf(c) >= 0 || IntegerText.isSpace((char) c));
    out.append(quoted ? "\"" + text.replace("\\", "\\\\").replace("\"", "\"\"") + "\"" : text);
  }

  @Override
  public RowValue receive(byte[] binary) {
    throw SqlException.unsupported("input of anonymous composite types");
  }

  @Override
  public byte[] send(RowValue value) {
    List<byte[]> fields = new ArrayList<>();
    int size = Integer.BYTES;
    for (int i = 0; i < value.types().size(); i++) {
      byte[] field = value.field(i) == null ? null : value.types().get(i).send(value.field(i));
      fields.add(field);
      size += 2 * Integer.BYTES + (field == null ? 0 : field.length);
    }
    ByteBuffer buffer = ByteBuffer.allocate(size).putInt(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      buffer.putInt(value.types().get(i).oid());
      byte[] field = fields.get(i);
      buffer.putInt(field == null ? -1 : field.length);
      if (field != null) {
        buffer.put(field);
      }
    }
    return buffer.array();
  }

  @Override
  public int compare(RowValue left, RowValue right) {
    return left.compareTo(right);
  }
}
