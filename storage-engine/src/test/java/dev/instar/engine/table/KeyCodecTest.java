package dev.instar.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.EnumType;
import dev.instar.engine.type.RandomValues;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyCodecTest {
  private static final List<DataType> ORDERED =
      List.of(
          Types.BOOLEAN,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.REAL,
          Types.DOUBLE,
          Types.TEXT,
          Types.VARCHAR,
          Types.CHARACTER,
          Types.NAME,
          Types.CHAR,
          Types.CITEXT,
          Types.BYTEA,
          Types.DATE,
          Types.TIME,
          Types.TIMETZ,
          Types.TIMESTAMP,
          Types.TIMESTAMPTZ,
          Types.INTERVAL,
          Types.UUID,
          Types.JSONB,
          Types.OID,
          Types.XID8,
          Types.TID,
          Types.PG_LSN);

  private static final Catalog EMPTY = Catalog.of(List.of());

  static Index index(List<Index.Key> keys) {
    return new Index(
        1,
        2200,
        "i",
        10,
        2,
        3,
        keys,
        List.of(),
        false,
        false,
        false,
        Optional.empty(),
        true,
        true,
        Map.of());
  }

  private static Index.Key key(
      DataType type, Collation collation, boolean descending, boolean nullsFirst) {
    return new Index.Key(
        1,
        Optional.empty(),
        type.oid(),
        collation.nameBeside(type),
        Optional.empty(),
        descending,
        nullsFirst);
  }

  @Test
  void bytesAreInTheOrderOfTheValues() {
    long seed = new Random().nextLong();
    RandomValues random = new RandomValues(seed);
    List<DataType> types = new ArrayList<>(ORDERED);
    ORDERED.forEach(type -> Types.arrayOf(type).ifPresent(types::add));
    for (DataType type : types) {
      for (Collation collation : collations(type)) {
        KeyCodec codec = KeyCodec.of(EMPTY, index(List.of(key(type, collation, false, false))));
        for (int i = 0; i < 3000; i++) {
          Object left = random.of(type);
          Object right = random.of(type);
          int bytes =
              Arrays.compareUnsigned(
                  codec.encode(new Object[] {left}), codec.encode(new Object[] {right}));
          assertThat(Integer.signum(bytes))
              .as("%s, %s: %s and %s, seed %d", type, collation, left, right, seed)
              .isEqualTo(Integer.signum(collation.order(type).compare(left, right)));
        }
      }
    }
  }

  private static List<Collation> collations(DataType type) {
    return Collation.isCollatable(type)
        ? List.of(Collation.of(type), Collation.ENGLISH)
        : List.of(Collation.of(type));
  }

  @Test
  void severalKeysAreComparedOneAfterTheOtherEachInItsDirection() {
    long seed = new Random().nextLong();
    Random choice = new Random(seed);
    RandomValues random = new RandomValues(seed);
    for (int round = 0; round < 300; round++) {
      List<Index.Key> keys = new ArrayList<>();
      List<DataType> types = new ArrayList<>();
      List<Comparator<Object>> orders = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        DataType type = ORDERED.get(choice.nextInt(ORDERED.size()));
        types.add(type);
        List<Collation> collations = collations(type);
        Collation collation = collations.get(choice.nextInt(collations.size()));
        orders.add(collation.order(type));
        keys.add(key(type, collation, choice.nextBoolean(), choice.nextBoolean()));
      }
      KeyCodec codec = KeyCodec.of(EMPTY, index(keys));
      List<Object[]> rows = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Object[] row = new Object[3];
        for (int k = 0; k < 3; k++) {
          Object other = rows.isEmpty() ? null : rows.get(choice.nextInt(rows.size()))[k];
          row[k] =
              switch (choice.nextInt(4)) {
                case 0 -> null;
                case 1 -> other;
                default -> random.of(types.get(k));
              };
        }
        rows.add(row);
      }
      for (Object[] left : rows) {
        for (Object[] right : rows) {
          int bytes = Arrays.compareUnsigned(codec.encode(left), codec.encode(right));
          assertThat(Integer.signum(bytes))
              .as("%s and %s, seed %d", Arrays.toString(left), Arrays.toString(right), seed)
              .isEqualTo(Integer.signum(compare(keys, orders, left, right)));
        }
      }
      rangesHoldWhatTheySay(keys, orders, codec, rows, choice);
    }
  }

  private static void rangesHoldWhatTheySay(
      List<Index.Key> keys,
      List<Comparator<Object>> orders,
      KeyCodec codec,
      List<Object[]> rows,
      Random any) {
    for (int i = 0; i < 30; i++) {
      int equal = any.nextInt(4);
      Object[] from = rows.get(any.nextInt(rows.size()));
      Object[] to = rows.get(any.nextInt(rows.size()));
      Optional<IndexRange.Bound> low = Optional.empty();
      Optional<IndexRange.Bound> high = Optional.empty();
      if (equal < 3) {
        low = bound(keys, from, equal, any);
        high = bound(keys, to, equal, any);
      }
      IndexRange range = new IndexRange(Arrays.asList(from).subList(0, equal), low, high, false);
      KeyBounds bounds = codec.bounds(range);
      for (Object[] row : rows) {
        assertThat(bounds.contains(codec.encode(row)))
            .as("%s in %s of %s", Arrays.toString(row), range, keys)
            .isEqualTo(isIn(keys, orders, range, row));
      }
    }
  }

  /** Of one key, or of several that go the same way. */
  private static Optional<IndexRange.Bound> bound(
      List<Index.Key> keys, Object[] row, int first, Random any) {
    List<Object> values = new ArrayList<>();
    for (int i = first; i < keys.size() && row[i] != null && any.nextInt(4) > 0; i++) {
      if (keys.get(i).descending() != keys.get(first).descending()) {
        break;
      }
      values.add(row[i]);
    }
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new IndexRange.Bound(values, any.nextBoolean()));
  }

  private static boolean isIn(
      List<Index.Key> keys, List<Comparator<Object>> orders, IndexRange range, Object[] row) {
    int next = range.equal().size();
    for (int i = 0; i < next; i++) {
      Object value = range.equal().get(i);
      if ((value == null || row[i] == null)
          ? value != row[i]
          : orders.get(i).compare(value, row[i]) != 0) {
        return false;
      }
    }
    if (range.low().isEmpty() && range.high().isEmpty()) {
      return true;
    }
    if (row[next] == null) {
      return false;
    }
    int low = range.low().map(bound -> compare(keys, orders, row, next, bound)).orElse(1);
    int high = range.high().map(bound -> compare(keys, orders, row, next, bound)).orElse(-1);
    return (low > 0 || (low == 0 && range.low().orElseThrow().inclusive()))
        && (high < 0 || (high == 0 && range.high().orElseThrow().inclusive()));
  }

  /** NULLs lie on the side where the index has them. */
  private static int compare(
      List<Index.Key> keys,
      List<Comparator<Object>> orders,
      Object[] row,
      int first,
      IndexRange.Bound bound) {
    for (int i = 0; i < bound.values().size(); i++) {
      Index.Key key = keys.get(first + i);
      if (row[first + i] == null) {
        return key.nullsFirst() == key.descending() ? 1 : -1;
      }
      int order = orders.get(first + i).compare(row[first + i], bound.values().get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(
      List<Index.Key> keys, List<Comparator<Object>> orders, Object[] left, Object[] right) {
    for (int i = 0; i < keys.size(); i++) {
      int order;
      if (left[i] == null || right[i] == null) {
        int last = Boolean.compare(left[i] == null, right[i] == null);
        order = keys.get(i).nullsFirst() ? -last : last;
      } else {
        int ascending = orders.get(i).compare(left[i], right[i]);
        order = keys.get(i).descending() ? -ascending : ascending;
      }
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Test
  void keysOfAnEnumStayWhenLabelsAreAdded() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<EnumType.Label> labels = new ArrayList<>();
    List<byte[]> before = new ArrayList<>();
    List<Long> known = new ArrayList<>();
    for (long oid = 100; oid < 160; oid++) {
      labels.add(random.nextInt(labels.size() + 1), new EnumType.Label(oid, "label " + oid));
      EnumType type = new EnumType(7, 8, "mood", labels);
      KeyEncoder encoder = KeyEncoder.of(type, Collation.DEFAULT);
      for (int i = 0; i < known.size(); i++) {
        assertThat(bytes(encoder, known.get(i))).isEqualTo(before.get(i));
      }
      known.add(oid);
      before.add(bytes(encoder, oid));
      for (Long left : known) {
        for (Long right : known) {
          assertThat(
                  Integer.signum(
                      Arrays.compareUnsigned(bytes(encoder, left), bytes(encoder, right))))
              .as("seed %d", seed)
              .isEqualTo(type.compare(left, right));
        }
      }
    }
    assertThat(
            KeyEncoder.of(
                new ArrayType(8, "_mood", new EnumType(7, 8, "mood", labels)), Collation.DEFAULT))
        .isNotNull();
  }

  private static byte[] bytes(KeyEncoder encoder, Object value) {
    ByteWriter out = new ByteWriter();
    encoder.write(out, value);
    return out.toBytes();
  }
}
