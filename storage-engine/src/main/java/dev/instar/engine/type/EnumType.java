package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An enum of a user's. Its values are the OIDs of labels (as longs), so that a label can be
 * renamed, and others put before it, without touching a row. Made anew by the catalog when that
 * happens.
 */
public final class EnumType implements DataType {
  /** A line of {@code pg_enum}. */
  public record Label(long oid, String text) {}

  private final int oid;
  private final int arrayOid;
  private final String name;
  private final List<Label> labels;
  private final Map<String, Long> byText = new HashMap<>();
  private final Map<Long, Integer> places = new HashMap<>();

  /**
   * @param labels in their order
   */
  public EnumType(int oid, int arrayOid, String name, List<Label> labels) {
    this.oid = oid;
    this.arrayOid = arrayOid;
    this.name = name;
    this.labels = List.copyOf(labels);
    for (Label label : labels) {
      byText.put(label.text(), label.oid());
      places.put(label.oid(), places.size());
    }
  }

  public List<Label> labels() {
    return labels;
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
    return Integer.BYTES;
  }

  @Override
  public char category() {
    return 'E';
  }

  @Override
  public char kind() {
    return 'e';
  }

  @Override
  public int arrayOid() {
    return arrayOid;
  }

  @Override
  public Object parse(String text, TextFormat format) {
    Long label = byText.get(text);
    if (label == null) {
      throw new SqlException(
          SqlState.INVALID_TEXT_REPRESENTATION,
          "invalid input value for enum " + name + ": \"" + text + "\"");
    }
    return label;
  }

  @Override
  public String print(Object value, TextFormat format) {
    return labels.get(place(value)).text();
  }

  private int place(Object value) {
    Integer place = places.get((Long) value);
    if (place == null) {
      throw new SqlException(
          SqlState.INVALID_BINARY_REPRESENTATION, "invalid internal value for enum: " + value);
    }
    return place;
  }

  @Override
  public Object receive(byte[] binary) {
    return parse(Utf8.decode(binary), TextFormat.DEFAULT);
  }

  @Override
  public byte[] send(Object value) {
    return Utf8.encode(print(value, TextFormat.DEFAULT));
  }

  @Override
  public int compare(Object left, Object right) {
    return Integer.compare(place(left), place(right));
  }

  @Override
  public String toString() {
    return name;
  }
}
