package dev.instar.engine.session;

import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.Copy;
import dev.instar.engine.wire.SqlSession.Portal;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A command that runs: at once, and whatever rows it answers are kept until they are asked for. */
final class CommandPortal implements Portal {
  private final Session session;
  private final PreparedCommandText command;
  private Queue<Object[]> kept;
  private String tag;

  CommandPortal(Session session, PreparedCommandText command) {
    this.session = session;
    this.command = command;
  }

  @Override
  public List<Column> columns() {
    return command.columns();
  }

  @Override
  public Optional<Copy> copy() {
    return Optional.empty();
  }

  @Override
  public Optional<String> execute(int maxRows, RowSink sink) {
    session.enter(command);
    try {
      if (tag == null) {
        kept = new ArrayDeque<>();
        RowSink taker = maxRows == 0 ? sink : kept::add;
        tag = session.commands().run(command.statement(), command.text(), taker);
      }
      for (int given = 0; maxRows == 0 || given < maxRows; given++) {
        Object[] row = kept.poll();
        if (row == null) {
          return Optional.of(tag);
        }
        sink.row(row);
      }
      return kept.isEmpty() ? Optional.of(tag) : Optional.empty();
    } finally {
      session.leave();
    }
  }

  @Override
  public void close() {
    kept = null;
  }
}
