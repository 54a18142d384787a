package dev.instar.engine.table;

import dev.instar.engine.catalog.Table.ReplicaIdentity;
import java.util.Objects;

/**
 * What the changelog tells of a row that is no more, by its table's replica identity. Empty for
 * nothing; otherwise a letter, as pgoutput has it, and a row in {@link RowCodec}'s format: {@code
 * O} and all of the old row, or {@code K} and the columns of its key, the others NULL.
 */
final class OldRow {
  private static final byte[] NOTHING = {};

  private OldRow() {}

  /** Of an update the key, if it changed; the whole row in any case. */
  static byte[] ofUpdate(TableLayout layout, Object[] old, Object[] row, ByteWriter out) {
    boolean[] identity = layout.identity();
    if (identity == null) {
      return NOTHING;
    }
    if (isFull(layout)) {
      return bytes('O', layout, old, out);
    }
    for (int i = 0; i < identity.length; i++) {
      if (identity[i] && !Objects.equals(old[i], row[i])) {
        return key(layout, old, out);
      }
    }
    return NOTHING;
  }

  static byte[] ofDelete(TableLayout layout, Object[] old, ByteWriter out) {
    if (layout.identity() == null) {
      return NOTHING;
    }
    return isFull(layout) ? bytes('O', layout, old, out) : key(layout, old, out);
  }

  private static boolean isFull(TableLayout layout) {
    return layout.table().identity().kind() == ReplicaIdentity.Kind.FULL;
  }

  private static byte[] key(TableLayout layout, Object[] old, ByteWriter out) {
    Object[] key = new Object[layout.width()];
    for (int i = 0; i < key.length; i++) {
      key[i] = layout.identity()[i] ? old[i] : null;
    }
    return bytes('K', layout, key, out);
  }

  private static byte[] bytes(char kind, TableLayout layout, Object[] row, ByteWriter out) {
    byte[] encoded = layout.codec().encode(row, out);
    return out.reset().put(kind).put(encoded).toBytes();
  }
}
