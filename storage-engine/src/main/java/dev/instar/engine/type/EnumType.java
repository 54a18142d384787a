package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private final Set<Long> newLabels;
  private final Map<String, Long> byText = new HashMap<>();
  private final Map<Long, Integer> places = new HashMap<>();

  /**
   * @param labels in their order
   */
  public EnumType(int oid, int arrayOid, String name, List<Label> labels) {
    this(oid, arrayOid, name, labels, Set.of());
  }

  /**
   * @param labels in their order
   * @param newLabels those that ALTER TYPE has added in a transaction that still runs: a row or an
   *     index that has one would be left with it if the transaction is rolled back
   */
  public EnumType(int oid, int arrayOid, String name, List<Label> labels, Set<Long> newLabels) {
    this.oid = oid;
    this.arrayOid = arrayOid;
    this.name = name;
    this.labels = List.copyOf(labels);
    this.newLabels = Set.copyOf(newLabels);
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
    return usable(label);
  }

  /**
   * The value itself.
   *
   * @throws SqlException with 55P04 if it is one of the new labels
   */
  public Long usable(Long value) {
    if (newLabels.contains(value)) {
      throw new SqlException(
              SqlState.UNSAFE_NEW_ENUM_VALUE_USAGE,
              "unsafe use of new value \"%s\" of enum type %s"
                  .formatted(print(value, TextFormat.DEFAULT), name))
          .with(Field.HINT, "New enum values must be committed before they can be used.");
    }
    return value;
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

  /** The label's OID: its place may change. */
  @Override
  public byte[] image(Object value) {
    return Types.OID.image(value);
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
