package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;

/** Which sequence a default takes its values from. Stateless. */
public final class DefaultSequences {
  private DefaultSequences() {}

  /** Whether a default's text calls nextval with this sequence. */
  public static boolean names(StatementContext context, String text, Sequence sequence) {
    String schema = Names.schema(context, sequence.schema()).map(Names::quoted).orElse("");
    String name = Names.quoted(sequence.name()).replace("'", "''");
    return text.contains("'" + schema.replace("'", "''") + "." + name + "'")
        || text.contains("'" + name + "'")
        || text.contains(Integer.toUnsignedString(sequence.oid()));
  }
}
