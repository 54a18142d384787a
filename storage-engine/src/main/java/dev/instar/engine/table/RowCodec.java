package dev.instar.engine.table;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * A table's rows as bytes; the package's sign has the format. Immutable, for any thread.
 *
 * <p>A row that was stored before columns were added ends early: those have their {@linkplain
 * Column#missing missing value}. A dropped column is NULL in whatever is written after it.
 */
public final class RowCodec {
  private final List<DataType> types;
  private final ValueCodec[] codecs;
  private final boolean[] dropped;
  private final Object[] missing;

  private RowCodec(List<DataType> types, ValueCodec[] codecs, boolean[] dropped, Object[] missing) {
    this.types = types;
    this.codecs = codecs;
    this.dropped = dropped;
    this.missing = missing;
  }

  /** That of a table whose types the catalog knows. */
  public static RowCodec of(Catalog catalog, Table table) {
    int count = table.columns().size();
    List<DataType> types = new ArrayList<>(count);
    ValueCodec[] codecs = new ValueCodec[count];
    boolean[] dropped = new boolean[count];
    Object[] missing = new Object[count];
    for (int i = 0; i < count; i++) {
      Column column = table.columns().get(i);
      // The type of a dropped column may be gone too: it was a user's, whose values have a length.
      DataType type = catalog.type(column.type()).orElse(null);
      types.add(type == null ? Types.BYTEA : type);
      codecs[i] = type == null ? ValueCodec.Block.BYTEA : ValueCodec.of(type);
      dropped[i] = column.dropped();
      if (!column.dropped() && column.missing().isPresent() && type != null) {
        missing[i] = type.parse(column.missing().get(), TextFormat.DEFAULT);
      }
    }
    return new RowCodec(List.copyOf(types), codecs, dropped, missing);
  }

  /** How many columns there are, dropped ones included. */
  public int width() {
    return codecs.length;
  }

  /** The type of a column, by its number - 1. */
  public DataType type(int column) {
    return types.get(column);
  }

  /**
   * @param row by column number - 1; what follows the columns is not looked at
   */
  public byte[] encode(Object[] row) {
    return encode(row, new ByteWriter());
  }

  byte[] encode(Object[] row, ByteWriter out) {
    int width = codecs.length;
    out.reset().putVarLong(width);
    int nulls = out.length();
    for (int i = 0; i < width; i += Byte.SIZE) {
      out.put(0);
    }
    for (int i = 0; i < width; i++) {
      if (row[i] == null || dropped[i]) {
        int at = nulls + i / Byte.SIZE;
        out.set(at, out.get(at) | 1 << (i % Byte.SIZE));
      } else {
        codecs[i].write(out, row[i]);
      }
    }
    return out.toBytes();
  }

  /** All columns, in an array of that many slots and {@code more}. */
  public Object[] decode(byte[] bytes, int more) {
    Object[] row = new Object[codecs.length + more];
    decode(bytes, null, row);
    return row;
  }

  /**
   * Reads columns into a row.
   *
   * @param used whether the column with that number - 1 is wanted; null for all
   */
  public void decode(byte[] bytes, boolean[] used, Object[] row) {
    ByteReader in = new ByteReader(bytes);
    int stored = in.getVarInt();
    int nulls = in.position();
    in.skip((stored + Byte.SIZE - 1) / Byte.SIZE);
    int width = codecs.length;
    int last = Math.min(stored, width);
    if (used != null) {
      while (last > 0 && !used[last - 1]) {
        last--;
      }
    }
    for (int i = 0; i < last; i++) {
      if ((in.get(nulls + i / Byte.SIZE) & 1 << (i % Byte.SIZE)) != 0) {
        continue;
      }
      if (dropped[i] || (used != null && !used[i])) {
        codecs[i].skip(in);
      } else {
        row[i] = codecs[i].read(in);
      }
    }
    for (int i = stored; i < width; i++) {
      row[i] = missing[i];
    }
  }
}
