package dev.instar.engine.system.call;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.statement.Changelog;
import dev.instar.engine.statement.StatementContext;
import java.util.HashMap;
import java.util.Map;

/** All of them by name. Immutable. */
public final class CallTable {
  private static final Map<String, Answer> ANSWERS = new HashMap<>();

  static {
    SequenceCalls.register(ANSWERS);
    TransactionCalls.register(ANSWERS);
    AdvisoryLocks.register(ANSWERS);
    SessionCalls.register(ANSWERS);
    PrivilegeCalls.register(ANSWERS);
    AclCalls.register(ANSWERS);
    NameCalls.register(ANSWERS);
    DescriptionCalls.register(ANSWERS);
    SizeCalls.register(ANSWERS);
    DefinitionCalls.register(ANSWERS);
    StatisticsCalls.register(ANSWERS);
  }

  private CallTable() {}

  /**
   * Calls a function.
   *
   * @throws SqlException as it does; 0A000 if there is none of that name
   */
  public static Object call(
      String function, Object[] arguments, StatementContext context, SequenceMemory memory) {
    Answer answer = ANSWERS.get(function);
    if (answer != null) {
      return answer.apply(arguments, new Call(function, context, memory));
    }
    Changelog changelog = context.services().changelog();
    if (changelog.hasFunction(function)) {
      return changelog.call(function, arguments, context);
    }
    throw SqlException.unsupported("function " + function);
  }
}
