package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.Persistence;
import java.util.List;

/** CREATE and REFRESH MATERIALIZED VIEW. */
final class MaterializedViewParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final QueryParser queries;
  private final CreateTableParser tables;

  MaterializedViewParser(
      TokenStream tokens, NameParser names, QueryParser queries, CreateTableParser tables) {
    this.tokens = tokens;
    this.names = names;
    this.queries = queries;
    this.tables = tables;
  }

  /** From MATERIALIZED on. */
  Statement view(Persistence persistence) {
    tokens.expect("materialized", "view");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    QualifiedName name = names.qualified("a name for the view");
    List<String> columns = tokens.atSymbol("(") ? names.columnList() : List.of();
    tables.storage(persistence);
    tokens.expect("as");
    Query query = queries.query();
    return new Outline.CreateMaterializedView(name, ifNotExists, columns, query, withData());
  }

  Statement refresh() {
    tokens.expect("refresh", "materialized", "view");
    boolean concurrently = tokens.accept("concurrently");
    QualifiedName view = names.qualified("a materialized view");
    return new Outline.RefreshView(view, concurrently, withData());
  }

  /** {@code [WITH [NO] DATA]}. */
  private boolean withData() {
    if (!tokens.accept("with")) {
      return true;
    }
    boolean withData = !tokens.accept("no");
    tokens.expect("data");
    return withData;
  }
}
