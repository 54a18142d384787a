package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.Persistence;
import java.util.List;
import java.util.Optional;

/** CREATE and REFRESH MATERIALIZED VIEW, and what of views is altered. */
final class MaterializedViewParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final QueryParser queries;
  private final CreateTableParser tables;
  private final StatementEnd end;

  MaterializedViewParser(
      TokenStream tokens,
      NameParser names,
      QueryParser queries,
      CreateTableParser tables,
      StatementEnd end) {
    this.tokens = tokens;
    this.names = names;
    this.queries = queries;
    this.tables = tables;
    this.end = end;
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

  /** From VIEW or MATERIALIZED on; nothing for a change that is not known. */
  Optional<Statement> alter() {
    boolean materialized = tokens.accept("materialized");
    tokens.expect("view");
    boolean ifExists = tokens.accept("if", "exists");
    if (!tokens.peek().isColumnName()) {
      return Optional.empty();
    }
    QualifiedName view = names.qualified("a view");
    Optional<Outline.ViewChange> change = change(materialized);
    end.skip();
    return change.map(c -> new Outline.AlterView(materialized, view, ifExists, c));
  }

  private Optional<Outline.ViewChange> change(boolean materialized) {
    if (materialized && tokens.accept("owner", "to")) {
      return Optional.of(Outline.ViewChange.OWNER);
    }
    if (tokens.accept("alter")) {
      tokens.accept("column");
      tokens.next();
      if (materialized) {
        return tokens.at("set", "statistics")
            ? Optional.of(Outline.ViewChange.STATISTICS)
            : Optional.empty();
      }
      return tokens.at("set", "default") || tokens.at("drop", "default")
          ? Optional.of(Outline.ViewChange.DEFAULT)
          : Optional.empty();
    }
    boolean options = tokens.accept("set") || tokens.accept("reset");
    return options && tokens.atSymbol("(")
        ? Optional.of(Outline.ViewChange.OPTIONS)
        : Optional.empty();
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
