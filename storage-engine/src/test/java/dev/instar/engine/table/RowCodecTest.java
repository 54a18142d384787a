package dev.instar.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.EnumType;
import dev.instar.engine.type.RandomValues;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowCodecTest {
  private static final List<DataType> TYPES =
      List.of(
          Types.BOOLEAN,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.REAL,
          Types.DOUBLE,
          Types.TEXT,
          Types.CHARACTER,
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
          Types.JSON,
          Types.JSONB,
          Types.OID,
          Types.XID,
          Types.XID8,
          Types.TID,
          Types.PG_LSN,
          Types.arrayOf(Types.INTEGER).orElseThrow(),
          Types.arrayOf(Types.TEXT).orElseThrow(),
          Types.arrayOf(Types.NUMERIC).orElseThrow());

  static Column column(int number, int type, boolean dropped, Optional<String> missing) {
    return new Column(
        number,
        "c" + number,
        type,
        -1,
        Optional.empty(),
        false,
        Optional.empty(),
        Column.Generation.NONE,
        dropped,
        missing,
        -1,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  static Table table(List<Column> columns) {
    return new Table(
        1,
        2200,
        "t",
        10,
        Table.Persistence.PERMANENT,
        2,
        3,
        columns,
        Table.ReplicaIdentity.DEFAULT,
        Map.of(),
        List.of());
  }

  @Test
  void rowsAreReadAsTheyWereWritten() {
    long seed = new Random().nextLong();
    RandomValues values = new RandomValues(seed);
    Random random = new Random(seed);
    Catalog catalog = Catalog.of(List.of());
    for (int round = 0; round < 2000; round++) {
      List<Column> columns = new ArrayList<>();
      int width = 1 + random.nextInt(20);
      Object[] row = new Object[width];
      boolean[] used = new boolean[width];
      for (int i = 0; i < width; i++) {
        DataType type = TYPES.get(random.nextInt(TYPES.size()));
        columns.add(column(i + 1, type.oid(), false, Optional.empty()));
        row[i] = random.nextInt(4) == 0 ? null : values.of(type);
        used[i] = random.nextBoolean();
      }
      RowCodec codec = RowCodec.of(catalog, table(columns));
      byte[] bytes = codec.encode(row);
      Object[] read = codec.decode(bytes, 0);
      Object[] some = new Object[width];
      codec.decode(bytes, used, some);
      for (int i = 0; i < width; i++) {
        assertThat(text(codec.type(i), read[i]))
            .as("seed %d", seed)
            .isEqualTo(text(codec.type(i), row[i]));
        assertThat(text(codec.type(i), some[i]))
            .as("seed %d", seed)
            .isEqualTo(used[i] ? text(codec.type(i), row[i]) : null);
      }
    }
  }

  /** 1.0 and 1.00 are equal, and not the same. */
  private static String text(DataType type, Object value) {
    return value == null ? null : type.print(value, TextFormat.DEFAULT);
  }

  @Test
  void columnsAddedLaterHaveTheirMissingValueAndDroppedOnesAreGone() {
    Catalog before = Catalog.of(List.of(new UserEnum(90, 91, 2200, "mood", 10, labels())));
    List<Column> columns = new ArrayList<>();
    columns.add(column(1, Types.INTEGER.oid(), false, Optional.empty()));
    columns.add(column(2, 91, false, Optional.empty()));
    columns.add(column(3, 90, false, Optional.empty()));
    columns.add(column(4, Types.TEXT.oid(), false, Optional.empty()));
    byte[] bytes =
        RowCodec.of(before, table(columns))
            .encode(new Object[] {7, ArrayValue.of(100L, null, 101L), 101L, "x"});
    columns.set(1, column(2, 91, true, Optional.empty()));
    columns.set(2, column(3, 90, true, Optional.empty()));
    columns.add(column(5, Types.BIGINT.oid(), false, Optional.of("42")));
    columns.add(column(6, Types.TEXT.oid(), false, Optional.empty()));
    // The types of the dropped columns are gone.
    RowCodec after = RowCodec.of(Catalog.of(List.of()), table(columns));
    assertThat(after.decode(bytes, 0)).containsExactly(7, null, null, "x", 42L, null);
  }

  private static List<EnumType.Label> labels() {
    return List.of(new EnumType.Label(100, "sad"), new EnumType.Label(101, "ok"));
  }
}
