package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.Copy;
import dev.instar.engine.wire.SqlSession.Portal;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.List;
import java.util.Optional;

/** COPY. */
final class CopyPortal implements Portal {
  private final Session session;
  private final PreparedCommandText command;

  CopyPortal(Session session, PreparedCommandText command) {
    this.session = session;
    this.command = command;
  }

  @Override
  public List<Column> columns() {
    return List.of();
  }

  @Override
  public Optional<Copy> copy() {
    session.enter(command);
    throw SqlException.unsupported("COPY");
  }

  @Override
  public Optional<String> execute(int maxRows, RowSink rows) {
    throw new IllegalStateException("a COPY runs through its transfer");
  }

  @Override
  public void close() {}
}
