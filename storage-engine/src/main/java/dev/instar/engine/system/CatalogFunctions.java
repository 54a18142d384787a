package dev.instar.engine.system;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.call.CallTable;
import dev.instar.engine.system.call.SequenceMemory;

/**
 * The functions that ask the catalog, the locks, the sequences, the log or other sessions: what
 * {@link dev.instar.engine.function.SessionFunctions#call} passes on. One for each session, because
 * a session remembers which values it took from sequences. Used by the session's thread.
 */
public final class CatalogFunctions {
  private final SequenceMemory memory = new SequenceMemory();

  /**
   * @param function its name in the table of functions, without {@code session.}
   * @param arguments as the function takes them
   * @throws SqlException as PostgreSQL does; 0A000 for what there is not
   */
  public Object call(String function, Object[] arguments, StatementContext context) {
    return CallTable.call(function, arguments, context, memory);
  }

  /** DISCARD SEQUENCES: currval and lastval are undefined again. */
  public void discardSequences() {
    memory.clear();
  }
}
