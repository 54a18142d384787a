package dev.instar.engine.system.deparse;

import dev.instar.engine.catalog.View;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;

/** A view's query: pg_get_viewdef. Stateless. */
public final class ViewText {
  private ViewText() {}

  public static String definition(StatementContext context, View view, boolean pretty) {
    Statement statement = SqlParser.parseStatement(view.query()).statement();
    Query query = (Query) statement;
    SqlText out = new SqlText(Style.of(pretty));
    new QueryPrinter(out, QueryTyping.of(context, query))
        .print(
            query,
            QueryTyping.of(context, query),
            view.columns().stream().map(View.Output::name).toList());
    return out.add(";").toString();
  }
}
