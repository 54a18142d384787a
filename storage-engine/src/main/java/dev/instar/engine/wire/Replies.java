package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.type.DataType;
import dev.instar.engine.wire.frame.MessageWriter;
import java.util.List;
import java.util.Map;

/** What a server answers, but for rows and errors. */
final class Replies {
  private final SqlSession session;
  private final MessageWriter writer;
  private final Reporting reporting;

  Replies(SqlSession session, MessageWriter writer, Reporting reporting) {
    this.session = session;
    this.writer = writer;
    this.reporting = reporting;
  }

  /** Waits for the client's next turn: tells what has changed, and how the transaction stands. */
  void ready() {
    notices();
    for (Map.Entry<String, String> parameter : session.changedParameters().entrySet()) {
      writer.begin('S').string(parameter.getKey()).string(parameter.getValue()).end();
    }
    char status =
        switch (session.status()) {
          case IDLE -> 'I';
          case IN_BLOCK -> 'T';
          case FAILED -> 'E';
        };
    writer.begin('Z').int8(status).end();
    writer.flush();
  }

  void notices() {
    for (SqlException notice : session.notices()) {
      reporting.notice(notice);
    }
  }

  void complete(String tag) {
    notices();
    writer.begin('C').string(tag).end();
  }

  void emptyQuery() {
    writer.empty('I');
  }

  /** Types of parameters. */
  void parameterDescription(List<DataType> types) {
    writer.begin('t').int16(types.size());
    for (DataType type : types) {
      writer.int32(type.oid());
    }
    writer.end();
  }

  /** Columns of a result, or that there are none. */
  void noData() {
    writer.empty('n');
  }

  void rowDescription(List<SqlSession.Column> columns, Formats formats) {
    writer.begin('T').int16(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      SqlSession.Column column = columns.get(i);
      writer
          .string(column.name())
          .int32(column.relation())
          .int16(column.number())
          .int32(column.type().oid())
          .int16(column.type().size())
          .int32(column.modifier())
          .int16(formats.code(i));
    }
    writer.end();
  }
}
