package dev.instar.engine.table;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * An index's keys as bytes whose order, as unsigned numbers, is the index's. Immutable, for any
 * thread.
 *
 * <pre>
 * key = part*
 * part = 00                  NULL, NULLS FIRST
 *      | 01 value            inverted if DESC; KeyEncoder has its format
 *      | 02                  NULL, NULLS LAST
 * </pre>
 *
 * So {@code FF} behind a part is above all that begins with it.
 */
public final class KeyCodec {
  private static final int NULL_FIRST = 0;
  private static final int PRESENT = 1;
  private static final int NULL_LAST = 2;
  private static final int ABOVE = 0xFF;

  private final List<DataType> types;
  private final KeyEncoder[] encoders;
  private final boolean[] descending;
  private final boolean[] nullsFirst;

  private KeyCodec(List<Index.Key> keys, Catalog catalog) {
    int count = keys.size();
    encoders = new KeyEncoder[count];
    descending = new boolean[count];
    nullsFirst = new boolean[count];
    List<DataType> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      DataType type = catalog.type(keys.get(i).type()).orElseThrow();
      all.add(type);
      encoders[i] = KeyEncoder.of(type, collation(keys.get(i), type));
      descending[i] = keys.get(i).descending();
      nullsFirst[i] = keys.get(i).nullsFirst();
    }
    types = List.copyOf(all);
  }

  /**
   * That of an index whose types the catalog knows.
   *
   * @throws dev.instar.engine.error.SqlException with 0A000 if a type has no order
   */
  public static KeyCodec of(Catalog catalog, Index index) {
    return new KeyCodec(index.keys(), catalog);
  }

  /** The collation of a key's order, which a pattern operator class does not ask for. */
  public static Collation collation(Index.Key key, DataType type) {
    return key.operatorClass().isPresent() ? Collation.C : Collation.stored(key.collation(), type);
  }

  /** The types of the keys. */
  public List<DataType> types() {
    return types;
  }

  /** How many keys there are. */
  public int size() {
    return encoders.length;
  }

  /**
   * @param values one for each key; null for NULL
   */
  public byte[] encode(Object[] values) {
    return encode(values, new ByteWriter());
  }

  byte[] encode(Object[] values, ByteWriter out) {
    out.reset();
    for (int i = 0; i < encoders.length; i++) {
      put(out, i, values[i]);
    }
    return out.toBytes();
  }

  private void put(ByteWriter out, int key, Object value) {
    if (value == null) {
      out.put(nullsFirst[key] ? NULL_FIRST : NULL_LAST);
      return;
    }
    out.put(PRESENT);
    int start = out.length();
    encoders[key].write(out, value);
    if (descending[key]) {
      out.invert(start);
    }
  }

  /** The entries of a range. */
  KeyBounds bounds(IndexRange range) {
    ByteWriter out = new ByteWriter();
    int next = range.equal().size();
    for (int i = 0; i < next; i++) {
      put(out, i, range.equal().get(i));
    }
    byte[] prefix = out.toBytes();
    if (range.low().isEmpty() && range.high().isEmpty()) {
      return next == 0
          ? new KeyBounds(null, null, null)
          : new KeyBounds(prefix, with(prefix, ABOVE), null);
    }
    IndexRange.Bound low = range.low().orElse(null);
    IndexRange.Bound high = range.high().orElse(null);
    if (descending[next]) {
      IndexRange.Bound lowest = low;
      low = high;
      high = lowest;
    }
    byte[] from = with(prefix, PRESENT);
    if (low != null) {
      from = bound(prefix, next, low);
      from = low.inclusive() ? from : with(from, ABOVE);
    }
    // Above the present ones, NULLs are next; a key that is exactly this is left out.
    byte[] to = with(prefix, NULL_LAST);
    byte[] excluded = to;
    if (high != null) {
      to = bound(prefix, next, high);
      excluded = high.inclusive() ? null : to;
      to = high.inclusive() ? with(to, ABOVE) : to;
    }
    return new KeyBounds(from, to, excluded);
  }

  private byte[] bound(byte[] prefix, int key, IndexRange.Bound bound) {
    ByteWriter out = new ByteWriter().put(prefix);
    for (int i = 0; i < bound.values().size(); i++) {
      put(out, key + i, bound.values().get(i));
    }
    return out.toBytes();
  }

  private static byte[] with(byte[] bytes, int last) {
    return new ByteWriter().put(bytes).put(last).toBytes();
  }
}
