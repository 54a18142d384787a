package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.sql.Cursor;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.ArrayList;
import java.util.List;

/**
 * A declared cursor: a query that is read row by row, forward, and if it was declared SCROLL in any
 * direction, for which it keeps what it has read. Of its session's thread.
 *
 * <pre>
 *   place    0        1 … n       n + 1
 *            before   on a row    after the last
 * </pre>
 */
final class OpenCursor {
  private final Cursor.Declare declared;
  private final List<Column> columns;
  private final int depth;
  private RunningStatement running;
  private RowSource source;

  /** What was read, for SCROLL; the rest of what there is, once held; otherwise the last row. */
  private List<Object[]> rows = new ArrayList<>();

  private long place;

  /** How many rows were read from the source. */
  private long read;

  private boolean held;

  /**
   * @param depth how many savepoints were open
   */
  OpenCursor(
      Cursor.Declare declared,
      List<Column> columns,
      int depth,
      RunningStatement running,
      RowSource source) {
    this.declared = declared;
    this.columns = columns;
    this.depth = depth;
    this.running = running;
    this.source = source;
  }

  List<Column> columns() {
    return columns;
  }

  int depth() {
    return depth;
  }

  boolean hold() {
    return declared.hold();
  }

  boolean isHeld() {
    return held;
  }

  private boolean keepsRows() {
    return declared.scroll().orElse(false);
  }

  /** The transaction commits, and the cursor outlives it: it reads all that is left. */
  void holdRows() {
    long here = place;
    if (!keepsRows()) {
      rows.clear();
    }
    for (Object[] row = next(); row != null; row = next()) {
      rows.add(row);
    }
    held = true;
    place = here;
    close();
  }

  private Object[] next() {
    if (source == null) {
      return null;
    }
    Object[] row = source.next();
    if (row != null) {
      read++;
    }
    return row;
  }

  /** The first place whose row is in {@link #rows}. */
  private long firstKept() {
    return read - rows.size() + 1;
  }

  /**
   * FETCH or MOVE.
   *
   * @return how many rows it went over, as the command tag says
   */
  long fetch(Cursor.Fetch fetch, RowSink sink, Runnable betweenRows) {
    long count = fetch.count().orElse(Long.MAX_VALUE);
    return switch (fetch.direction()) {
      case FORWARD -> count >= 0 ? forward(count, sink, betweenRows) : backward(-count, sink);
      case BACKWARD -> count >= 0 ? backward(count, sink) : forward(-count, sink, betweenRows);
      case ABSOLUTE -> absolute(count, sink);
      case RELATIVE -> relative(count, sink);
    };
  }

  private long forward(long count, RowSink sink, Runnable betweenRows) {
    if (count == 0) {
      return again(sink);
    }
    long given = 0;
    while (given < count) {
      betweenRows.run();
      if (!step()) {
        break;
      }
      sink.row(current());
      given++;
    }
    return given;
  }

  /** One forward; false if there was no row. */
  private boolean step() {
    if (place < read) {
      place++;
      return true;
    }
    if (place > read) {
      return false;
    }
    Object[] row = next();
    place++;
    if (row == null) {
      return false;
    }
    if (!keepsRows()) {
      rows.clear();
    }
    rows.add(row);
    return true;
  }

  private Object[] current() {
    return rows.get((int) (place - firstKept()));
  }

  private long again(RowSink sink) {
    if (place < 1 || place > read) {
      return 0;
    }
    if (place < firstKept()) {
      throw forwardOnly();
    }
    sink.row(current());
    return 1;
  }

  private long backward(long count, RowSink sink) {
    if (count == 0) {
      return again(sink);
    }
    long given = 0;
    while (given < count && place > 0) {
      if (place > 1 && place - 1 < firstKept()) {
        throw forwardOnly();
      }
      if (!keepsRows() && !held) {
        throw forwardOnly();
      }
      place--;
      if (place > 0) {
        sink.row(current());
        given++;
      }
    }
    return given;
  }

  private long absolute(long target, RowSink sink) {
    if (target < 0) {
      while (step()) {
        // To the end first: only then is it known which row it is from there.
      }
      return to(read + 1 + target, sink);
    }
    return to(target, sink);
  }

  private long relative(long distance, RowSink sink) {
    return distance == 0 ? again(sink) : to(place + distance, sink);
  }

  private long to(long target, RowSink sink) {
    if (target < place && !keepsRows() && !held) {
      throw forwardOnly();
    }
    if (target <= 0) {
      place = 0;
      return 0;
    }
    if (target < place) {
      place = target;
    }
    while (place < target && step()) {
      // Rows in between are gone over.
    }
    return place == target && place <= read ? again(sink) : 0;
  }

  private static SqlException forwardOnly() {
    return new SqlException(
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "cursor can only scan forward")
        .with(SqlException.Field.HINT, "Declare it with SCROLL option to enable backward scan.");
  }

  /** Lets go of its query. */
  void close() {
    if (source != null) {
      source.close();
      source = null;
      running.letGo();
      running = null;
    }
    if (!held) {
      rows = new ArrayList<>();
    }
  }
}
