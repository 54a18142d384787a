package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;

/**
 * One call.
 *
 * @param function its name in the table of functions
 */
record Call(String function, StatementContext context, SequenceMemory memory) {
  EngineServices services() {
    return context.services();
  }

  Catalog catalog() {
    return context.catalog();
  }

  /** The value of a function that returns void. */
  static Object nothing() {
    return "";
  }

  /** An OID as the catalog has it. */
  static int oid(Object argument) {
    return (int) (long) (Long) argument;
  }

  /** An OID as values have it. */
  static Long value(int oid) {
    return Integer.toUnsignedLong(oid);
  }
}
