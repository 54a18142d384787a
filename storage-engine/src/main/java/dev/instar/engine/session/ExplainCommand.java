package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.plan.ExplainOptions;
import dev.instar.engine.plan.Explanation;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.PreparedCommand;
import dev.instar.engine.type.Types;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.List;

/** EXPLAIN. With ANALYZE the statement is run, and what it changes is changed. */
final class ExplainCommand {
  private static final int[] NO_TYPES = {};

  private final Session session;

  ExplainCommand(Session session) {
    this.session = session;
  }

  static List<Column> columns(Maintenance.Explain explain) {
    boolean json = ExplainOptions.of(explain.options()).format() == ExplainOptions.Format.JSON;
    return List.of(new Column("QUERY PLAN", 0, 0, json ? Types.JSON : Types.TEXT, -1));
  }

  String run(Maintenance.Explain explain, String text, RowSink rows) {
    ExplainOptions options = ExplainOptions.of(explain.options());
    PlannedQuery query;
    Object[] parameters = new Object[0];
    if (explain.statement() instanceof PreparedCommand.Execute execute) {
      NamedStatements prepared = session.commands().prepared();
      query = prepared.get(execute.name());
      parameters = prepared.values(execute, query);
    } else if (Commands.isPlanned(explain.statement())) {
      query = new PlannedQuery(session, text, explain.statement(), NO_TYPES);
    } else {
      throw SqlException.unsupported("EXPLAIN of this statement");
    }
    if (options.analyze()) {
      session.requireWritable(query.statement());
    }
    RunningStatement running = new RunningStatement(session);
    try {
      long start = System.nanoTime();
      running.takeLastingSnapshot();
      query.ready(running);
      long planned = System.nanoTime() - start;
      running.visibility();
      List<String> lines = Explanation.lines(query.plan(), options, running, parameters, planned);
      running.finish();
      lines.forEach(line -> rows.row(new Object[] {line}));
      return "EXPLAIN";
    } catch (RuntimeException | Error e) {
      running.letGo();
      throw e;
    }
  }
}
