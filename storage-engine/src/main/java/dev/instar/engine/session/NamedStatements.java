package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.PreparedCommand;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PREPARE, EXECUTE and DEALLOCATE: plans by name, as long as the session lives. */
final class NamedStatements {
  private final Session session;
  private final Map<String, PlannedQuery> statements = new HashMap<>();

  NamedStatements(Session session) {
    this.session = session;
  }

  String run(PreparedCommand command, String text, RowSink rows) {
    return switch (command) {
      case PreparedCommand.Prepare prepare -> prepare(prepare, text);
      case PreparedCommand.Execute execute -> execute(execute, rows);
      case PreparedCommand.Deallocate deallocate -> deallocate(deallocate);
    };
  }

  private String prepare(PreparedCommand.Prepare prepare, String text) {
    if (statements.containsKey(prepare.name())) {
      throw new SqlException(
          SqlState.DUPLICATE_PREPARED_STATEMENT,
          "prepared statement \"" + prepare.name() + "\" already exists");
    }
    if (!Commands.isPlanned(prepare.statement())) {
      throw SqlException.unsupported("PREPARE of this statement");
    }
    RunningStatement running = new RunningStatement(session);
    try {
      int[] types = Arguments.types(prepare.types(), running);
      // Positions in its errors are positions in the whole command.
      PlannedQuery query = new PlannedQuery(session, text, prepare.statement(), types);
      query.understand(running);
      statements.put(prepare.name(), query);
    } finally {
      running.letGo();
    }
    return "PREPARE";
  }

  /** A statement by name. */
  PlannedQuery get(String name) {
    PlannedQuery query = statements.get(name);
    if (query == null) {
      throw new SqlException(
          SqlState.INVALID_SQL_STATEMENT_NAME,
          "prepared statement \"" + name + "\" does not exist");
    }
    return query;
  }

  List<Column> columns(PreparedCommand.Execute execute) {
    return get(execute.name()).columns();
  }

  private String execute(PreparedCommand.Execute execute, RowSink rows) {
    PlannedQuery query = get(execute.name());
    session.requireWritable(query.statement());
    Object[] values = values(execute, query);
    try (QueryPortal portal = new QueryPortal(session, query, values)) {
      return portal.execute(0, rows).orElseThrow();
    }
  }

  /** The values of EXECUTE's arguments, as the statement's parameters have them. */
  Object[] values(PreparedCommand.Execute execute, PlannedQuery query) {
    RunningStatement running = new RunningStatement(session);
    try {
      query.understand(running);
      return Arguments.values(execute.name(), execute.arguments(), query.parameters(), running);
    } finally {
      running.letGo();
    }
  }

  private String deallocate(PreparedCommand.Deallocate deallocate) {
    if (deallocate.name().isEmpty()) {
      closeAll();
      return "DEALLOCATE ALL";
    }
    get(deallocate.name().get());
    statements.remove(deallocate.name().get());
    return "DEALLOCATE";
  }

  void closeAll() {
    statements.clear();
  }
}
