package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** record: {@code (1,"a b",)}. It can be written, not read. */
final class RowCodec implements Codec<RowValue> {
  @Override
  public RowValue parse(String text, TextFormat format) {
    throw noInput();
  }

  private static SqlException noInput() {
    return new SqlException(
        SqlState.FEATURE_NOT_SUPPORTED, "input of anonymous composite types is not implemented");
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
    throw noInput();
  }

  @Override
  public byte[] send(RowValue value) {
    return bytes(value, DataType::send);
  }

  @Override
  public byte[] image(RowValue value) {
    return bytes(value, DataType::image);
  }

  private static byte[] bytes(RowValue value, BiFunction<DataType, Object, byte[]> form) {
    List<byte[]> fields = new ArrayList<>();
    int size = Integer.BYTES;
    for (int i = 0; i < value.types().size(); i++) {
      byte[] field =
          value.field(i) == null ? null : form.apply(value.types().get(i), value.field(i));
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
