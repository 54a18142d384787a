package dev.instar.engine.session;

import dev.instar.engine.define.index.Reindexes;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.vacuum.VacuumCommand;
import dev.instar.engine.wire.SqlSession.RowSink;

/** EXPLAIN, LOCK, and what keeps a database in shape. */
final class MaintenanceCommands {
  private final Session session;

  MaintenanceCommands(Session session) {
    this.session = session;
  }

  String run(Maintenance command, String text, RowSink rows) {
    return switch (command) {
      case Maintenance.Explain explain -> new ExplainCommand(session).run(explain, text, rows);
      case Maintenance.LockTables lock -> {
        session.block().requireBlock("LOCK TABLE");
        LockCommand.run(lock, new RunningStatement(session));
        yield "LOCK TABLE";
      }
      case Maintenance.Checkpoint checkpoint -> {
        if (!session.identity().isSuperuser()) {
          throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to execute CHECKPOINT command");
        }
        session.services().store().checkpoint();
        yield "CHECKPOINT";
      }
      case Maintenance.Vacuum vacuum -> {
        session.block().refuseBlock("VACUUM");
        RunningStatement statement = new RunningStatement(session);
        String tag = VacuumCommand.vacuum(vacuum, statement);
        statement.finish();
        yield tag;
      }
      case Maintenance.Analyze analyze -> {
        RunningStatement statement = new RunningStatement(session);
        String tag = VacuumCommand.analyze(analyze, statement);
        statement.finish();
        yield tag;
      }
      case Maintenance.Reindex reindex -> reindex(reindex, text);
    };
  }

  private String reindex(Maintenance.Reindex reindex, String text) {
    switch (reindex.kind()) {
      case SCHEMA -> session.block().refuseBlock("REINDEX SCHEMA");
      case DATABASE -> session.block().refuseBlock("REINDEX DATABASE");
      case SYSTEM -> session.block().refuseBlock("REINDEX SYSTEM");
      case INDEX, TABLE -> {
        if (Reindexes.isConcurrent(reindex)) {
          session.block().refuseBlock("REINDEX CONCURRENTLY");
        }
      }
    }
    RunningStatement statement = new RunningStatement(session);
    String tag = Reindexes.execute(reindex, text, statement);
    statement.finish();
    return tag;
  }
}
