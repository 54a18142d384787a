package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.sql.Cursor;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** DECLARE, FETCH, MOVE and CLOSE: the cursors of a session by name. Of its thread. */
final class Cursors {
  private static final int[] NO_TYPES = {};

  private final Session session;
  private final Map<String, OpenCursor> cursors = new LinkedHashMap<>();

  Cursors(Session session) {
    this.session = session;
  }

  String run(Cursor cursor, String text, RowSink rows) {
    return switch (cursor) {
      case Cursor.Declare declare -> declare(declare, text);
      case Cursor.Fetch fetch -> fetch(fetch, rows);
      case Cursor.Close close -> close(close);
    };
  }

  private String declare(Cursor.Declare declare, String text) {
    if (!declare.hold()) {
      session.block().requireBlock("DECLARE CURSOR");
    }
    if (declare.binary()) {
      throw SqlException.unsupported("DECLARE BINARY CURSOR");
    }
    if (cursors.containsKey(declare.name())) {
      throw new SqlException(
          SqlState.DUPLICATE_CURSOR, "cursor \"" + declare.name() + "\" already exists");
    }
    session.requireWritable(declare.query());
    PlannedQuery query = new PlannedQuery(session, text, declare.query(), NO_TYPES);
    RunningStatement running = new RunningStatement(session);
    running.takeLastingSnapshot();
    query.ready(running);
    running.visibility();
    RowSource source = query.plan().open(running, new Object[0]);
    running.suspend();
    int depth = session.block().require().depth();
    OpenCursor cursor = new OpenCursor(declare, query.columns(), depth, running, source);
    cursors.put(declare.name(), cursor);
    if (declare.hold()) {
      session
          .block()
          .require()
          .beforeCommit(
              () -> {
                if (cursors.containsValue(cursor)) {
                  cursor.holdRows();
                }
              });
    }
    return "DECLARE CURSOR";
  }

  List<Column> columns(Cursor.Fetch fetch) {
    OpenCursor cursor = cursors.get(fetch.name());
    return cursor == null || fetch.move() ? List.of() : cursor.columns();
  }

  private String fetch(Cursor.Fetch fetch, RowSink rows) {
    OpenCursor cursor = cursors.get(fetch.name());
    if (cursor == null) {
      throw missing(fetch.name());
    }
    RowSink sink = fetch.move() ? row -> {} : rows;
    long count = cursor.fetch(fetch, sink, session.interrupts()::check);
    return (fetch.move() ? "MOVE " : "FETCH ") + count;
  }

  private static SqlException missing(String name) {
    return new SqlException(SqlState.INVALID_CURSOR_NAME, "cursor \"" + name + "\" does not exist");
  }

  private String close(Cursor.Close close) {
    if (close.name().isEmpty()) {
      closeAll();
      return "CLOSE CURSOR ALL";
    }
    OpenCursor cursor = cursors.remove(close.name().get());
    if (cursor == null) {
      throw missing(close.name().get());
    }
    discard(cursor);
    return "CLOSE CURSOR";
  }

  void closeAll() {
    closeIf(cursor -> true);
  }

  /** The transaction has ended: of its cursors only those stay that were to be held. */
  void transactionEnded(boolean committed) {
    if (!cursors.isEmpty()) {
      closeIf(cursor -> !cursor.isHeld());
    }
  }

  /** What was done behind so many savepoints is undone. */
  void undone(int depth) {
    if (!cursors.isEmpty()) {
      closeIf(cursor -> !cursor.isHeld() && cursor.depth() >= depth);
    }
  }

  private void closeIf(Predicate<OpenCursor> which) {
    List<OpenCursor> closed = new ArrayList<>();
    cursors
        .values()
        .removeIf(
            cursor -> {
              boolean goes = which.test(cursor);
              if (goes) {
                closed.add(cursor);
              }
              return goes;
            });
    closed.forEach(Cursors::discard);
  }

  private static void discard(OpenCursor cursor) {
    cursor.close();
  }
}
