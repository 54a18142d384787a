package dev.instar.engine.analysis;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.util.List;

/**
 * {@code record}, of which is known what its fields are called. To everybody else it is a record.
 */
record RowType(List<String> names, List<DataType> types) implements DataType {
  RowType {
    names = List.copyOf(names);
    types = List.copyOf(types);
  }

  @Override
  public int oid() {
    return Types.RECORD.oid();
  }

  @Override
  public String name() {
    return Types.RECORD.name();
  }

  @Override
  public int size() {
    return Types.RECORD.size();
  }

  @Override
  public char category() {
    return Types.RECORD.category();
  }

  @Override
  public char kind() {
    return Types.RECORD.kind();
  }

  @Override
  public int arrayOid() {
    return Types.RECORD.arrayOid();
  }

  @Override
  public Object parse(String text, TextFormat format) {
    return Types.RECORD.parse(text, format);
  }

  @Override
  public String print(Object value, TextFormat format) {
    return Types.RECORD.print(value, format);
  }

  @Override
  public Object receive(byte[] binary) {
    return Types.RECORD.receive(binary);
  }

  @Override
  public byte[] send(Object value) {
    return Types.RECORD.send(value);
  }

  @Override
  public byte[] image(Object value) {
    return Types.RECORD.image(value);
  }

  @Override
  public int compare(Object left, Object right) {
    return Types.RECORD.compare(left, right);
  }
}
