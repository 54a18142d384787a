package dev.instar.engine.sql;

import dev.instar.engine.sql.QueryBody.SetOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Queries: what stands around SELECT and VALUES, and UNION and its kind between them. INTERSECT
 * binds tighter than the other two.
 *
 * <p>As in PostgreSQL, parentheses around a whole query leave no node: what follows them is added
 * to the query within, unless it has it already.
 */
final class QueryParser {
  private static final int UNION_OR_EXCEPT = 1;
  private static final int INTERSECT = 2;

  private final TokenStream tokens;
  private final NameParser names;
  private final ClauseParser clauses;
  private final SelectParser selects;
  private final RowLimitParser limits;
  private final ModificationParser modifications;

  QueryParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.clauses = new ClauseParser(tokens, names, expressions);
    this.selects = new SelectParser(tokens, names, expressions, clauses, this);
    this.limits = new RowLimitParser(tokens, names, expressions);
    this.modifications = new ModificationParser(tokens, names, expressions, this);
  }

  ClauseParser clauses() {
    return clauses;
  }

  FromParser from() {
    return selects.from();
  }

  /** Whether a query comes next, in parentheses or not. */
  boolean comesNext() {
    return tokens.atAnyOf("select", "values", "table", "with") || tokens.atSymbol("(");
  }

  /**
   * A query, or a modification of rows, as WITH, PREPARE, COPY and EXPLAIN take either.
   *
   * @param into whether SELECT may have INTO, which makes it a {@link Definition.CreateTableAs}
   */
  Statement queryOrModification(boolean into) {
    List<CommonTable> with = with();
    if (tokens.atAnyOf("insert", "update", "delete")) {
      return modifications.modification(with);
    }
    if (tokens.at("merge")) {
      throw tokens.unsupported(tokens.peek(), "MERGE is not supported");
    }
    if (!into) {
      return query(with);
    }
    selects.allowInto();
    Query query = query(with);
    Optional<SelectParser.Into> target = selects.takeInto();
    return target.isPresent() ? target.get().of(query) : query;
  }

  /** A query. */
  Query query() {
    return query(with());
  }

  /** The query that INSERT takes its rows from: DEFAULT may stand in its VALUES. */
  Query insertSource() {
    selects.allowDefaults(tokens.at("values"));
    return query();
  }

  /** {@code (query)}. */
  Query parenthesized() {
    tokens.expectSymbol("(");
    Query query = query();
    tokens.expectSymbol(")");
    return query;
  }

  private Query query(List<CommonTable> with) {
    tokens.enter();
    Token first = tokens.peek();
    Query body = operations(UNION_OR_EXCEPT);
    if (!with.isEmpty() && !body.with().isEmpty()) {
      throw tokens.malformed(first, "multiple WITH clauses not allowed");
    }
    Query query = limits.around(with, body, clauses);
    tokens.leave();
    return query;
  }

  private Query operations(int weakest) {
    Query left = operand();
    while (true) {
      int binding =
          tokens.atAnyOf("union", "except")
              ? UNION_OR_EXCEPT
              : tokens.at("intersect") ? INTERSECT : 0;
      if (binding < weakest) {
        return left;
      }
      Position position = tokens.here();
      SetOperation.Kind kind =
          switch (tokens.next().value()) {
            case "union" -> SetOperation.Kind.UNION;
            case "except" -> SetOperation.Kind.EXCEPT;
            default -> SetOperation.Kind.INTERSECT;
          };
      boolean all = tokens.accept("all");
      if (!all) {
        tokens.accept("distinct");
      }
      tokens.link();
      Query right = operations(binding + 1);
      left = Query.of(new SetOperation(kind, all, left, right, position));
    }
  }

  private Query operand() {
    if (tokens.atSymbol("(")) {
      return parenthesized();
    }
    if (!tokens.atAnyOf("select", "values", "table")) {
      throw tokens.unexpected("SELECT, VALUES or TABLE");
    }
    return Query.of(selects.body());
  }

  /** {@code WITH [RECURSIVE] name AS (…), …}, or nothing. */
  private List<CommonTable> with() {
    if (!tokens.accept("with")) {
      return List.of();
    }
    boolean name = tokens.peek(1).isWord("as") || tokens.peek(1).isSymbol("(");
    boolean recursive = !name && tokens.accept("recursive");
    List<CommonTable> tables = new ArrayList<>();
    do {
      tables.add(commonTable(recursive));
    } while (tokens.acceptSymbol(","));
    return tables;
  }

  private CommonTable commonTable(boolean recursive) {
    tokens.enter();
    Position position = tokens.here();
    String name = names.columnName("a name for the query");
    List<String> columns = tokens.atSymbol("(") ? names.columnList() : List.of();
    tokens.expect("as");
    Optional<Boolean> materialized = Optional.empty();
    if (tokens.accept("not")) {
      tokens.expect("materialized");
      materialized = Optional.of(false);
    } else if (tokens.accept("materialized")) {
      materialized = Optional.of(true);
    }
    tokens.expectSymbol("(");
    Statement statement = queryOrModification(false);
    tokens.expectSymbol(")");
    if (tokens.atAnyOf("search", "cycle")) {
      throw tokens.unsupported(tokens.peek(), "SEARCH and CYCLE behind WITH are not supported");
    }
    tokens.leave();
    return new CommonTable(recursive, name, columns, materialized, statement, position);
  }
}
