package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Cursor;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.PreparedCommand;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.List;

/** Which room does what a statement says that is not planned. Of its session's thread. */
final class Commands {
  private final Session session;
  private final TransactionCommands transactions;
  private final SettingCommands settings;
  private final Cursors cursors;
  private final NamedStatements prepared;
  private final MaintenanceCommands maintenance;

  Commands(Session session) {
    this.session = session;
    transactions = new TransactionCommands(session);
    settings = new SettingCommands(session);
    cursors = new Cursors(session);
    prepared = new NamedStatements(session);
    maintenance = new MaintenanceCommands(session);
  }

  Cursors cursors() {
    return cursors;
  }

  NamedStatements prepared() {
    return prepared;
  }

  /** Whether a statement is planned, and none of this class's. */
  static boolean isPlanned(Statement statement) {
    return switch (statement) {
      case Query query -> true;
      case Modification.Insert insert -> true;
      case Modification.Update update -> true;
      case Modification.Delete delete -> true;
      case Modification.Truncate truncate -> false;
      case Modification.CopyIn in -> false;
      case Modification.CopyOut out -> false;
      case Command command -> false;
      case Statement other -> false;
    };
  }

  /** Whether it may run in a failed block: whatever ends that, in whole or in part. */
  static boolean endsFailure(Statement statement) {
    return switch (statement) {
      case Statement.TransactionControl control ->
          control.kind() != Statement.TransactionControl.Kind.BEGIN;
      case SessionCommand.RollbackToSavepoint back -> true;
      default -> false;
    };
  }

  /** The columns of what a statement answers; none for most. */
  List<Column> columns(Statement statement) {
    return switch (statement) {
      case SessionCommand.Show show -> settings.columns(show);
      case Cursor.Fetch fetch -> cursors.columns(fetch);
      case PreparedCommand.Execute execute -> prepared.columns(execute);
      case Maintenance.Explain explain -> ExplainCommand.columns(explain);
      default -> List.of();
    };
  }

  /**
   * Runs a statement to its end.
   *
   * @param text it as written, for positions in errors
   * @return the command tag
   */
  String run(Statement statement, String text, RowSink rows) {
    return switch (statement) {
      case Statement.TransactionControl control -> transactions.run(control);
      case SessionCommand command -> sessionCommand(command, rows);
      case Cursor cursor -> cursors.run(cursor, text, rows);
      case PreparedCommand command -> prepared.run(command, text, rows);
      case Maintenance command -> maintenance.run(command, text, rows);
      case Outline outline -> throw SqlException.unsupported(CommandTag.of(outline));
      case Query query -> throw planned();
      case Modification.Truncate truncate -> define(truncate, text);
      case Modification change -> throw planned();
      case Definition definition -> define(definition, text);
      case Alteration alteration -> define(alteration, text);
      case Removal removal -> define(removal, text);
      case Privileges privileges -> define(privileges, text);
      case Statement.AlterTable alter -> define(alter, text);
      case Statement.RenameRelation rename -> define(rename, text);
      case Statement.RenameColumn rename -> define(rename, text);
      case Statement.RenameConstraint rename -> define(rename, text);
      case Statement.SetSchema move -> define(move, text);
      case Statement.CreateIndex index -> define(index, text);
      case Statement.DropIndex index -> define(index, text);
    };
  }

  private static IllegalStateException planned() {
    return new IllegalStateException("what is planned has a portal of its own");
  }

  private String sessionCommand(SessionCommand command, RowSink rows) {
    return switch (command) {
      case SessionCommand.Savepoint savepoint -> transactions.savepoint(savepoint);
      case SessionCommand.ReleaseSavepoint release -> transactions.release(release);
      case SessionCommand.RollbackToSavepoint back -> transactions.rollbackTo(back);
      case SessionCommand.Set set -> settings.set(set);
      case SessionCommand.Reset reset -> settings.reset(reset);
      case SessionCommand.Show show -> settings.show(show, rows);
      case SessionCommand.SetTransaction set -> transactions.set(set);
      case SessionCommand.SetConstraints set -> transactions.constraints(set);
      case SessionCommand.Discard discard -> settings.discard(discard);
      case SessionCommand.Do block -> BlockCommand.run(block, session);
      case SessionCommand.SetTransactionSnapshot snapshot -> transactions.snapshot(snapshot);
    };
  }

  private String define(Statement statement, String text) {
    RunningStatement running = new RunningStatement(session);
    try {
      String tag = Definers.execute(statement, text, running, session.block());
      running.finish();
      return tag;
    } catch (RuntimeException | Error e) {
      running.letGo();
      throw e;
    }
  }
}
