package dev.instar.engine.evaluation;

import dev.instar.engine.analysis.BoundExpression.SystemColumn;
import dev.instar.engine.type.TupleId;

/** System columns, by the identity that a table's part of a row ends with. Stateless. */
final class SystemColumns {
  /** A tuple id's item has two bytes. */
  private static final int ITEM_BITS = 16;

  private static final long ITEM_MASK = (1L << ITEM_BITS) - 1;
  private static final long XID_MASK = 0xFFFF_FFFFL;

  private SystemColumns() {}

  static Evaluator compile(SystemColumn column) {
    int slot = column.slot();
    int levels = column.levels();
    SystemColumn.Kind kind = column.kind();
    return frame -> {
      Object identity = frame.out(levels).row()[slot];
      return identity == null ? null : value(kind, (RowIdentity) identity);
    };
  }

  private static Object value(SystemColumn.Kind kind, RowIdentity row) {
    return switch (kind) {
      case TABLEOID -> Integer.toUnsignedLong(row.table());
      case CTID -> new TupleId(row.row() >>> ITEM_BITS, (int) (row.row() & ITEM_MASK));
      case XMIN -> row.createdBy() & XID_MASK;
      case CMIN -> Integer.toUnsignedLong(row.createdCommand());
      case XMAX -> row.deletedBy() & XID_MASK;
      case CMAX -> Integer.toUnsignedLong(row.deletedCommand());
    };
  }
}
