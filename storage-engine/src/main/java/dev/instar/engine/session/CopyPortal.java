package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.plan.RowSource;
import dev.instar.engine.session.copy.CopyIn;
import dev.instar.engine.session.copy.CopyOptions;
import dev.instar.engine.session.copy.CopyOut;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.type.DataType;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.Copy;
import dev.instar.engine.wire.SqlSession.Portal;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.List;
import java.util.Optional;

/** A COPY that runs: its table is locked and looked at when the transfer begins. */
final class CopyPortal implements Portal {
  private final Session session;
  private final PreparedCommandText command;
  private RunningStatement running;
  private RowSource source;

  CopyPortal(Session session, PreparedCommandText command) {
    this.session = session;
    this.command = command;
  }

  @Override
  public List<Column> columns() {
    return List.of();
  }

  @Override
  public Optional<String> execute(int maxRows, RowSink rows) {
    throw new IllegalStateException("a COPY runs through its transfer");
  }

  @Override
  public Optional<Copy> copy() {
    session.enter(command);
    running = new RunningStatement(session);
    return Optional.of(
        switch (command.statement()) {
          case Modification.CopyIn in -> in(in);
          case Modification.CopyOut out -> out(out);
          default -> throw new IllegalStateException("not a COPY");
        });
  }

  private Copy in(Modification.CopyIn statement) {
    CopyIn copy = CopyTargets.open(statement, running, session);
    return new Copy.In() {
      @Override
      public void data(byte[] bytes) {
        copy.data(bytes);
      }

      @Override
      public String end() {
        String tag = "COPY " + copy.end();
        finish();
        return tag;
      }

      @Override
      public void fail(String message) {
        throw new SqlException(SqlState.QUERY_CANCELED, "COPY from stdin failed: " + message);
      }

      @Override
      public int columnCount() {
        return copy.columnCount();
      }

      @Override
      public boolean binary() {
        return copy.binary();
      }
    };
  }

  private Copy out(Modification.CopyOut statement) {
    CopyOptions options = CopyOptions.of(statement.options(), false);
    PlannedQuery query = CopySources.query(statement, command.text(), running, session);
    session.requireWritable(query.statement());
    query.ready(running);
    running.visibility();
    List<Column> columns = query.columns();
    if (columns.isEmpty() && CopySources.isChange(query.statement())) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "COPY query must have a RETURNING clause");
    }
    CopySources.requireColumns(options, columns, statement.source());
    List<DataType> types = columns.stream().map(Column::type).toList();
    source = query.plan().open(running, new Object[0]);
    CopyOut copy =
        new CopyOut(running, options, columns.stream().map(Column::name).toList(), types, source);
    return new Copy.Out() {
      @Override
      public Optional<byte[]> next() {
        return copy.next();
      }

      @Override
      public String tag() {
        finish();
        return "COPY " + copy.rows();
      }

      @Override
      public int columnCount() {
        return copy.columnCount();
      }

      @Override
      public boolean binary() {
        return copy.binary();
      }
    };
  }

  private void finish() {
    if (source != null) {
      source.close();
      source = null;
    }
    running.finish();
    running = null;
    session.leave();
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
    }
    if (running != null) {
      running.letGo();
      running = null;
    }
  }
}
