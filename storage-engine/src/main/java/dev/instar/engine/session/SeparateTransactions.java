package dev.instar.engine.session;

import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TransactionRunner;
import java.util.function.Function;

/**
 * A statement that is several transactions: what is open is committed, and each piece of work is a
 * transaction of its own. The session then is where it would be after a statement outside a block.
 */
final class SeparateTransactions implements TransactionRunner {
  private final Session session;

  SeparateTransactions(Session session) {
    this.session = session;
    session.block().refuseBlock("this statement");
  }

  @Override
  public <T> T inTransaction(Function<StatementContext, T> work) {
    session.block().commitOpen();
    RunningStatement statement = new RunningStatement(session);
    T result = work.apply(statement);
    statement.finish();
    session.block().commitOpen();
    return result;
  }
}
