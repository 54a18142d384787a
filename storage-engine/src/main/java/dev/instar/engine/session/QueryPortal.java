package dev.instar.engine.session;

import dev.instar.engine.plan.ChangeSource;
import dev.instar.engine.plan.CommandKind;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.Copy;
import dev.instar.engine.wire.SqlSession.Portal;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * A query or a change of rows that runs. A query makes its rows as they are asked for; a change
 * does all its work at once, however few of the rows of RETURNING the client wants to see first.
 */
final class QueryPortal implements Portal {
  private final Session session;
  private final PlannedQuery query;
  private final Object[] parameters;
  private RunningStatement running;
  private RowSource source;

  /** Rows of a change that the client has not asked for yet. */
  private Queue<Object[]> kept;

  private long rows;
  private boolean done;

  QueryPortal(Session session, PlannedQuery query, Object[] parameters) {
    this.session = session;
    this.query = query;
    this.parameters = parameters;
  }

  @Override
  public List<Column> columns() {
    return query.columns();
  }

  @Override
  public boolean returnsRows() {
    return query.returnsRows();
  }

  @Override
  public Optional<Copy> copy() {
    return Optional.empty();
  }

  @Override
  public Optional<String> execute(int maxRows, RowSink sink) {
    session.enter(query);
    try {
      if (running == null) {
        open();
      }
      rows = 0;
      boolean ended = deliver(maxRows, sink);
      if (!ended) {
        running.suspend();
        return Optional.empty();
      }
      String tag = tag();
      end();
      return Optional.of(tag);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    } finally {
      session.leave();
    }
  }

  private void open() {
    running = new RunningStatement(session);
    running.takeLastingSnapshot();
    query.ready(running);
    running.visibility();
    source = query.plan().open(running, parameters);
    if (source instanceof ChangeSource) {
      kept = new ArrayDeque<>();
    }
  }

  /** Whether that was all. */
  private boolean deliver(int maxRows, RowSink sink) {
    if (kept != null) {
      return deliverChange(maxRows, sink);
    }
    for (long given = 0; maxRows == 0 || given < maxRows; given++) {
      session.interrupts().check();
      Object[] row = source.next();
      if (row == null) {
        return true;
      }
      rows++;
      sink.row(row);
    }
    return false;
  }

  private boolean deliverChange(int maxRows, RowSink sink) {
    while (!done) {
      session.interrupts().check();
      Object[] row = source.next();
      if (row == null) {
        done = true;
        running.finish();
      } else if (maxRows == 0) {
        sink.row(row);
      } else {
        kept.add(row);
      }
    }
    for (int given = 0; maxRows == 0 || given < maxRows; given++) {
      Object[] row = kept.poll();
      if (row == null) {
        return true;
      }
      sink.row(row);
    }
    return kept.isEmpty() && columns().isEmpty();
  }

  private String tag() {
    CommandKind kind = query.plan().kind();
    long count = source instanceof ChangeSource change ? change.changed() : rows;
    return switch (kind) {
      case SELECT -> "SELECT " + count;
      case INSERT -> "INSERT 0 " + count;
      case UPDATE -> "UPDATE " + count;
      case DELETE -> "DELETE " + count;
    };
  }

  private void end() {
    source.close();
    source = null;
    if (!done) {
      done = true;
      running.finish();
    }
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
      if (!done) {
        done = true;
        running.letGo();
      }
    }
  }
}
