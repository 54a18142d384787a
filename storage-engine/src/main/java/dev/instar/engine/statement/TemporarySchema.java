package dev.instar.engine.statement;

import dev.instar.engine.catalog.Schema;
import java.util.Optional;

/**
 * The schema of a session's temporary objects. It comes into being with the first of them, under a
 * name with the session's number in it; statements call it {@code pg_temp}. It is looked in before
 * all others, though never for functions.
 */
public final class TemporarySchema {
  /** What a session calls its own. */
  public static final String ALIAS = "pg_temp";

  private static final String PREFIX = "pg_temp_";

  private TemporarySchema() {}

  /** What the session's is called in the catalog, whether it is there or not. */
  public static String name(StatementContext context) {
    return name(context.functions().processId());
  }

  /** What that of the session with this process id is called. */
  public static String name(int processId) {
    return PREFIX + processId;
  }

  /** The session's, if it has temporary objects. */
  public static Optional<Schema> find(StatementContext context) {
    return context.catalog().schema(name(context));
  }

  /** Whether a schema is one of these, of whichever session. */
  public static boolean isTemporary(Schema schema) {
    return schema.name().startsWith(PREFIX);
  }

  /** The catalog's name of a schema as a statement writes it. */
  public static String resolve(StatementContext context, String written) {
    return written.equals(ALIAS) ? name(context) : written;
  }
}
