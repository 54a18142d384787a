package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.CalledFunctions;
import dev.instar.engine.catalog.View;
import dev.instar.engine.function.Function;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import java.util.Set;

/**
 * What pg_rewrite says of a view's query. PostgreSQL shows a tree of nodes there, which nobody
 * reads but for the functions that it names, and so this has those nodes alone. Stateless.
 */
public final class RuleTree {
  /** What is written without parentheses and depends on session and time. */
  private static final Set<String> VALUES =
      Set.of(
          "current_catalog",
          "current_date",
          "current_role",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_user",
          "localtime",
          "localtimestamp",
          "session_user",
          "user");

  private RuleTree() {}

  public static String of(StatementContext context, View view) {
    Query query = (Query) SqlParser.parseStatement(view.query()).statement();
    StringBuilder tree = new StringBuilder("({QUERY");
    for (Function function : CalledFunctions.of(query, context)) {
      boolean value = VALUES.contains(function.name());
      tree.append(value ? " {SQLVALUEFUNCTION :funcid " : " {FUNCEXPR :funcid ")
          .append(function.oid())
          .append('}');
    }
    return tree.append("})").toString();
  }
}
