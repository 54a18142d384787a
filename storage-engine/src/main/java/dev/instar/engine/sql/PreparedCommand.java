package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** Statements that are kept under a name. */
public sealed interface PreparedCommand extends Command {

  /**
   * {@code PREPARE name [(type, …)] AS statement}.
   *
   * @param statement a {@link Query} or a {@link Modification}
   * @param text the statement as written
   */
  record Prepare(String name, List<TypeName> types, Statement statement, String text)
      implements PreparedCommand {
    public Prepare {
      types = List.copyOf(types);
    }
  }

  /** {@code EXECUTE name [(value, …)]}. */
  record Execute(String name, List<Expression> arguments) implements PreparedCommand {
    public Execute {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code DEALLOCATE [PREPARE] name | ALL}; without a name for ALL. */
  record Deallocate(Optional<String> name) implements PreparedCommand {}
}
