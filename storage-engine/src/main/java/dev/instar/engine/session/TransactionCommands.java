package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.sql.TransactionModes;

/** BEGIN, COMMIT, ROLLBACK, savepoints, and the modes of transactions. */
final class TransactionCommands {
  private final Session session;
  private final TransactionBlock block;

  TransactionCommands(Session session) {
    this.session = session;
    this.block = session.block();
  }

  String run(Statement.TransactionControl control) {
    return switch (control.kind()) {
      case BEGIN -> {
        block.begin(control.modes());
        yield "BEGIN";
      }
      case COMMIT -> block.commit(control.chain());
      case ROLLBACK -> {
        block.rollback(control.chain());
        yield "ROLLBACK";
      }
    };
  }

  String savepoint(SessionCommand.Savepoint savepoint) {
    block.savepoint(savepoint.name());
    return "SAVEPOINT";
  }

  String release(SessionCommand.ReleaseSavepoint release) {
    block.release(release.name());
    return "RELEASE";
  }

  String rollbackTo(SessionCommand.RollbackToSavepoint back) {
    block.rollbackTo(back.name());
    return "ROLLBACK";
  }

  String set(SessionCommand.SetTransaction set) {
    TransactionModes modes = set.modes();
    if (set.forSession()) {
      modes
          .isolation()
          .ifPresent(
              level ->
                  session.setSetting(
                      "default_transaction_isolation", TransactionBlock.text(level), false));
      modes
          .readOnly()
          .ifPresent(
              only -> session.setSetting("default_transaction_read_only", word(only), false));
      modes
          .deferrable()
          .ifPresent(may -> session.setSetting("default_transaction_deferrable", word(may), false));
      return "SET";
    }
    if (!block.isInBlock()) {
      session.notice(
          new SqlException(
              SqlState.NO_ACTIVE_SQL_TRANSACTION,
              "SET TRANSACTION can only be used in transaction blocks"));
    }
    block.set(modes);
    return "SET";
  }

  String snapshot(SessionCommand.SetTransactionSnapshot set) {
    block.requireImport();
    String name = set.snapshot();
    if (!name.matches("[0-9A-F]{8}-[0-9A-F]{8}-[0-9]+")) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "invalid snapshot identifier: \"" + name + "\"");
    }
    if (!session.engine().changelog().exports().use(name, block::useSnapshot)) {
      throw new SqlException(SqlState.UNDEFINED_OBJECT, "snapshot \"" + name + "\" does not exist");
    }
    return "SET";
  }

  private static String word(boolean on) {
    return on ? "on" : "off";
  }

  /** Whatever is deferrable is checked at once: there is nothing to set but ALL. */
  String constraints(SessionCommand.SetConstraints set) {
    if (!block.isInBlock()) {
      session.notice(
          new SqlException(
              SqlState.NO_ACTIVE_SQL_TRANSACTION,
              "SET CONSTRAINTS can only be used in transaction blocks"));
    }
    if (!set.names().isEmpty() || set.deferred()) {
      throw SqlException.unsupported("SET CONSTRAINTS but for ALL IMMEDIATE");
    }
    return "SET CONSTRAINTS";
  }
}
